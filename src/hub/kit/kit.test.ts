import fc from 'fast-check';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { manifest } from '#agencies/rsud/saroale/manifest';
import { noteSigner } from '#kernel/note';
import { fileText, packKit, textFile, unpackKit } from './archive.ts';
import { compareVersions, makeKit, openKit, type KitSource } from './kit.ts';
import { declare, readDeclaration } from './replication.ts';
import { openPlaceholders } from './templates.ts';

const signer = noteSigner('muba.test/kit', Buffer.alloc(32, 1));
const source: KitSource = {
  manifest, platform: '0.1.0', cost: [], announced: { id: 'saroale' }, config: new Map([['saroale/hours.json', '{"a":1}']]),
  from: { region: '16.06', regency: 'Musi Banyuasin', key: signer.verifierKey, log: 'muba.test/log', logKey: 'x' }, results: [{ measure: 'm', day: '2026-11-23', figure: { value: 3 }, proof: 'c2sp.org/tlog-proof@v1\n' }],
};

describe('a kit', () => {
  it('is the same bytes for the same source, and opens with the key of who made it and no other', () => {
    const kit = makeKit(source, signer);
    expect(Buffer.from(makeKit(source, signer)).equals(Buffer.from(kit))).toBe(true);
    expect(openKit(kit, signer.verifierKey)).toMatchObject({ sealedBy: 'muba.test/kit', kit: { service: 'saroale', version: `${manifest.standard.version}.0.0`, config: ['saroale/hours.json'] } });
    expect(openKit(kit, noteSigner('muba.test/kit', Buffer.alloc(32, 2)).verifierKey)).toMatchObject({ fault: expect.stringContaining('Segel') });
  });

  it('is refused when any file was changed, added or left out', () => {
    const files = [...(unpackKit(makeKit(source, signer)) ?? [])];
    fc.assert(fc.property(fc.nat({ max: files.length - 1 }), fc.constantFrom('change', 'drop', 'add'), (place, how) => {
      const bent = new Map(files);
      const [path, bytes] = files[place] ?? ['', new Uint8Array()];
      if (how === 'change') bent.set(path, textFile(`${Buffer.from(bytes).toString()} `));
      else if (how === 'drop') bent.delete(path);
      else bent.set('templates/zz-tambahan.md', textFile('x'));
      expect(openKit(packKit(bent), signer.verifierKey)).toHaveProperty('fault');
    }), { numRuns: 40 });
  });

  it('never writes outside its folder and never unfolds without end', () => {
    for (const name of ['../etc/passwd', '/etc/passwd', 'a/../../b', 'C:\\x', 'a//b', '.', 'x/./y']) expect(unpackKit(zipSync({ [name]: textFile('x') }))).toBeUndefined();
    expect(unpackKit(zipSync({ 'bomb.txt': new Uint8Array(40 * 1024 * 1024) }))).toBeUndefined();
    expect(unpackKit(textFile('not a zip'))).toBeUndefined();
    expect(openKit(makeKit(source, signer).slice(0, 900), signer.verifierKey)).toHaveProperty('fault');
  });

  it('brings papers that say what is still open', () => {
    const files = unpackKit(makeKit(source, signer));
    const decree = files && fileText(files, 'templates/sk-kepala-daerah.md');
    expect(decree).toContain(manifest.standard.legalBasis[0]);
    expect(openPlaceholders(decree ?? '')).toEqual(['kabupaten', 'nomor', 'opd', 'tanggal', 'kepala_daerah']);
  });
});

describe('versions', () => {
  const version = fc.tuple(fc.nat({ max: 9 }), fc.nat({ max: 9 }), fc.nat({ max: 9 })).map((parts) => parts.join('.'));
  it('tell growth from another promise, and never both ways', () => {
    expect(['1.0.0', '1.0.1', '1.1.0', '2.0.0', '0.9.9'].map((to) => compareVersions('1.0.0', to))).toEqual(['same', 'patch', 'minor', 'major', 'older']);
    fc.assert(fc.property(version, version, (a, b) => { expect(compareVersions(a, b) === 'older').toBe(compareVersions(b, a) !== 'older' && a !== b); }));
  });
});

describe('a declaration', () => {
  const adopter = noteSigner('oki.test/kit', Buffer.alloc(32, 3));
  const note = declare({ service: 'saroale', version: '1.0.0', from: 'muba.test/kit', region: '16.02', by: adopter.name, day: '2026-11-26' }, adopter);
  it('is believed only with the signature of the key it carries', () => {
    expect(readDeclaration(note)).toMatchObject({ service: 'saroale', region: '16.02', by: 'oki.test/kit' });
    for (const bent of [note.replace('16.02', '16.03'), note.replace('1.0.0', '1.0.1'), note.replace(adopter.verifierKey, signer.verifierKey), note.slice(0, -3), '', 'serasan-replikasi@v1\n']) expect(readDeclaration(bent)).toBeUndefined();
  });
});
