/** `platform/http` of `platform/http/server.ts`; a service is its whole folder, the hub is one room. */
export function roomOf(file: string): string {
  const parts = file.split('/');
  if (parts[0] === 'hub') return 'hub';
  return parts.slice(0, parts[0] === 'agencies' ? 3 : 2).join('/');
}
