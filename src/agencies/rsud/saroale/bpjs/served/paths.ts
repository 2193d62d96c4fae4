const names = ['auth', 'statusantrean', 'ambilantrean', 'sisaantrean', 'batalantrean', 'checkinantrean', 'pasienbaru', 'jadwaloperasirs', 'jadwaloperasipasien', 'ambilantreanfarmasi', 'statusantreanfarmasi'] as const;
export type ServedName = (typeof names)[number];

/** Where each served service is found: `/mobile-jkn/<name>` unless the setting says otherwise (`prefix=/ws,auth=/ws/token`). Paths are declared one by one to BPJS, so they are data. */
export function readPaths(setting: string): Readonly<Record<ServedName, string>> {
  const given = new Map(setting.split(',').map((pair) => pair.trim()).filter(Boolean).map((pair): [string, string] => {
    const [name = '', path = ''] = pair.split('=');
    return [name.trim(), path.trim()];
  }));
  const prefix = given.get('prefix') ?? '/mobile-jkn';
  return Object.fromEntries(names.map((name) => [name, given.get(name) ?? `${prefix}/${name}`])) as Record<ServedName, string>;
}
