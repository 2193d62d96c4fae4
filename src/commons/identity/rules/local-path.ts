/** Where to go after signing in: a path of this site, or `fallback` for anything that could lead elsewhere (`//host`, `/\host`, a scheme, control characters). */
export function localPath(asked: string | undefined, fallback = '/'): string {
  if (!asked || !asked.startsWith('/') || asked.length > 500 || /[\\\s\p{Cc}]/u.test(asked) || asked.startsWith('//')) return fallback;
  const base = 'https://asal.invalid';
  return URL.canParse(asked, base) && new URL(asked, base).origin === base ? asked : fallback;
}
