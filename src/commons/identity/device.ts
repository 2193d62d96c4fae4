/** `Chrome di Android`: enough to recognise one's own phone in a list, and all that is kept of what the browser says of itself. */
export function deviceOf(userAgent: string | undefined): string {
  const said = userAgent ?? '';
  const browser = [['Edg/', 'Edge'], ['OPR/', 'Opera'], ['SamsungBrowser', 'Samsung Internet'], ['Firefox/', 'Firefox'], ['Chrome/', 'Chrome'], ['Safari/', 'Safari']].find(([sign]) => said.includes(sign ?? ''))?.[1];
  const system = [['Android', 'Android'], ['iPhone', 'iPhone'], ['iPad', 'iPad'], ['Windows', 'Windows'], ['Mac OS', 'Mac'], ['CrOS', 'Chromebook'], ['Linux', 'Linux']].find(([sign]) => said.includes(sign ?? ''))?.[1];
  if (browser && system) return `${browser} di ${system}`;
  return browser ?? system ?? 'Perangkat lain';
}
