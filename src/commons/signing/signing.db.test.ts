import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { system, type Actor } from '#kernel/actor';
import { sha256 } from '#kernel/digest';
import { openTestHouse, type TestHouse } from '../../../test/engines/index.ts';
import { signInWith } from '../../../test/engines/sign-in.ts';
import { demoPassphrase } from './authority/authority.ts';
import type { SigningTables } from './tables.ts';

let town: TestHouse;
let head: Actor;
const nik = '1606014101800001';
const secret = { passphrase: demoPassphrase };

const staff = (id: string, permissions: string[]): Actor => ({ kind: 'staff', id, name: 'Uji', permissions: new Set(permissions), agency: 'dpmptsp', channel: 'web' });
const asSystem = <T>(step: Parameters<typeof town.house.database.write<T>>[1]) => town.house.database.write({ actor: system('test'), action: 'test/step' }, step);
const prepare = (name = 'Siti Contoh, A.Md.Keb.', more: Record<string, unknown> = {}) => asSystem((work) => town.house.signing.prepare(work, {
  class: 'uji/letter', subject: crypto.randomUUID(), agency: 'dpmptsp', holderName: name, data: { heading: 'SURAT IZIN UJI', blocks: [{ kind: 'fields', rows: [['Nama', name]] }] }, ...more,
}));
async function signAll(documents: string[], by = head, given = secret): Promise<string> {
  const batch = await town.house.signing.sign(by, { documents, acceptUnread: true, secret: given });
  await town.house.signing.settled();
  return batch;
}
const fact = async (id: string) => { const found = await town.house.signing.document({ id }); if (!found) throw new Error('gone'); return found; };

beforeAll(async () => {
  town = await openTestHouse({ settings: { SIGNER: 'test' } });
  town.house.signing.declareClass({ id: 'uji/letter', service: 'uji', name: { id: 'Surat uji' }, template: 'standard/letter', permission: 'uji/read' });
  const { account } = await signInWith(town.house, { role: 'signing/signer', agency: 'dpmptsp' });
  head = staff(account, ['signing/sign']);
  await asSystem((work) => town.house.signing.storeTerm(work, { position: 'dpmptsp/head', kind: 'definitive', account, name: 'Budi Contoh, S.H., M.Si.', rank: 'Pembina Utama Muda', nip: '198001012005011001', nik, decree: 'SK Bupati 1/2026', validFrom: '2026-01-01' }));
});
afterAll(() => town.close());

describe('a signed document', () => {
  it('gets its number, passes an independent verifier, and can be proved by code and by hash', async () => {
    const id = await prepare();
    expect((await fact(id)).number).toBeUndefined();
    await signAll([id]);
    const signed = await fact(id);
    expect(signed).toMatchObject({ state: 'signed', standing: 'valid', number: '0001/DPMPTSP/XI/2026', initials: 'S.C.' });
    const pdf = await buffer((await town.house.signing.file(head, id, { purpose: 'uji' })).stream);
    expect(sha256(pdf)).toBe(signed.sha256);
    expect((await town.house.signing.document({ sha256: sha256(pdf) }))?.id).toBe(id);
    const file = join(mkdtempSync(join(tmpdir(), 'srs-pdf-')), 'signed.pdf');
    writeFileSync(file, pdf);
    const seen = execFileSync('pdfsig', ['-nocert', file], { encoding: 'utf8' });
    expect(seen).toContain('Signature is Valid');
    expect(seen).toContain('Total document signed');
    expect(seen).toContain('Budi Contoh');
    expect(execFileSync('pdftotext', [file, '-'], { encoding: 'utf8' })).toContain('0001/DPMPTSP/XI/2026');
  });
});

it('leaves the passphrase nowhere', async () => {
  const { rows } = await town.house.pool.query<{ table: string }>("select quote_ident(table_schema) || '.' || quote_ident(table_name) as table from information_schema.tables where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')");
  expect(rows.length).toBeGreaterThan(40);
  for (const { table } of rows) {
    const found = await town.house.pool.query(`select 1 from ${table} as t where t::text like $1 limit 1`, [`%${demoPassphrase}%`]);
    expect([table, found.rowCount]).toEqual([table, 0]);
  }
});

it('counts without gap or duplicate', async () => {
  const numbers = await town.house.database.read<SigningTables>().selectFrom('signing.number').select('seq').orderBy('seq').execute();
  expect(numbers.map((row) => row.seq)).toEqual(numbers.map((_, at) => at + 1));
});
