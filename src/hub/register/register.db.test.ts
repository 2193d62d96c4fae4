import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '#kernel/actor';
import { Problem } from '#kernel/problem';
import { openTestHouse, type TestHouse } from '../../../test/engines/index.ts';
import { hubDeclaration } from '../declaration.ts';
import { registerActions } from './actions/index.ts';
import { evidenceOf } from './store/evidence.ts';
import { findInnovation, listInnovations, transitionsOf, versionsOf } from './store/innovations.ts';

let town: TestHouse;
let actions: ReturnType<typeof registerActions>;
beforeAll(async () => {
  town = await openTestHouse();
  actions = registerActions(town.house);
});
afterAll(() => town.close());

const officer = (role: string, id: string, agency: string): Actor => ({
  kind: 'staff', id, name: `Petugas ${id}`, agency, channel: 'web', permissions: new Set(hubDeclaration.roles.find((one) => one.id === `hub/${role}`)?.permissions ?? []),
});
const innovator = officer('innovator', 'ino', 'rsud');
const head = officer('head', 'kepala', 'rsud');
const bappeda = officer('bappeda', 'bap', 'kabupaten');
const organisasi = officer('organisasi', 'org', 'kabupaten');
const refusal = (promise: Promise<unknown>) => promise.then(() => 'done', (error: unknown) => (error instanceof Problem ? error.code : String(error)));
const record = (more: Record<string, unknown> = {}) => ({ nama: 'Antar Obat', inisiator: 'asn', jenis: 'digital', bentuk: 'pelayanan_publik', urusan_utama: 'kesehatan', ...more });
/** A minute passes before everything anybody does. */
const perform: TestHouse['house']['perform'] = (...args) => {
  town.clock.advance({ minutes: 1 });
  return town.house.perform(...args);
};
const pdf = (text: string) => town.house.files.receive(Buffer.from(`%PDF-1.7\n1 0 obj<</CreationDate (D:20260110)>>endobj ${text}`), { kind: 'hub-evidence', name: 'sk.pdf' });

describe('the register', () => {
  it('holds the fifteen of 24 October 2019 from the start, entered but not verified', async () => {
    const all = await listInnovations(town.house.database);
    expect(all.filter((one) => one.origin === 'announcement')).toHaveLength(15);
    expect(new Set(all.map((one) => one.opd)).size).toBe(11);
    expect(all.every((one) => one.stage === 'diajukan' && one.verifiedBy === undefined && one.record.tanggal.penerapan === undefined)).toBe(true);
    expect(all[0]?.code).toBe('INO-1606-2019-001');
  });

  it('gives codes that are never given twice, also to many at once', async () => {
    const made = await Promise.all(Array.from({ length: 12 }, (_, at) => perform(actions.register, innovator, { opd: 'rsud', record: record({ nama: `Serentak ${at}` }) })));
    expect(new Set(made.map((one) => one.code)).size).toBe(12);
    await expect(town.house.pool.query("delete from hub.innovation where code like '%2026%'")).rejects.toThrow('never deleted');
    await expect(town.house.pool.query("update hub.innovation set code = 'INO-1606-2026-999' where title = 'Serentak 1'")).rejects.toThrow('never changed');
  });

  it('keeps agencies apart', async () => {
    expect(await refusal(perform(actions.register, innovator, { opd: 'dishub', record: record() }))).toBe('register/other-agency');
    const theirs = await findInnovation(town.house.database, 'si-randik');
    expect(await refusal(perform(actions.edit, innovator, { id: theirs?.id, version: 1, record: record() }))).toBe('register/other-agency');
    expect(await refusal(perform(actions.move, bappeda, { id: theirs?.id, verb: 'ajukan' }))).toBe('action/forbidden');
  });
});

describe('a life', () => {
  it('goes from draft to application by four eyes, each step in the history and the public log', async () => {
    const { id, code } = await perform(actions.register, innovator, { opd: 'rsud', record: record({ nama: 'Jalan Panjang', akronim: 'JP' }) });
    expect(await refusal(perform(actions.move, head, { id, verb: 'ajukan' }))).toBe('register/incomplete');
    await perform(actions.edit, innovator, { id, version: 1, record: record({ nama: 'Jalan Panjang', akronim: 'JP', arti_akronim: 'Jalan Panjang' }) });
    expect(await refusal(perform(actions.move, innovator, { id, verb: 'ajukan' }))).toBe('action/forbidden');
    await perform(actions.move, head, { id, verb: 'ajukan' });
    const both: Actor = { ...head, permissions: new Set(['hub/verify', 'hub/publish', 'hub/submit']) };
    expect(await refusal(perform(actions.move, both, { id, verb: 'telaah' }))).toBe('register/verifier-is-submitter');
    await perform(actions.move, bappeda, { id, verb: 'telaah' });
    expect(await refusal(perform(actions.move, organisasi, { id, verb: 'tetapkan' }))).toBe('register/decree-needed');
    const { id: evidence } = await perform(actions.attach, innovator, { innovation: id, received: await pdf('SK'), issuedOn: '2026-01-09', uses: [{ requirement: 'sk' }, { requirement: 'iga/16', parameter: 1 }] });
    await perform(actions.judge, bappeda, { evidence, requirement: 'sk', verdict: 'accepted' });
    expect(await refusal(perform(actions.move, { ...bappeda, permissions: new Set(['hub/publish']) }, { id, verb: 'tetapkan' }))).toBe('register/publisher-is-involved');
    await perform(actions.move, organisasi, { id, verb: 'tetapkan' });
    await perform(actions.move, head, { id, verb: 'mulai_uji_coba' });
    await perform(actions.move, head, { id, verb: 'terapkan' });
    expect(await refusal(perform(actions.move, head, { id, verb: 'jeda' }))).toBe('register/reason-needed');
    await perform(actions.move, head, { id, verb: 'jeda', reason: 'Gedung apotek diperbaiki' });
    await perform(actions.move, head, { id, verb: 'pensiunkan', reason: 'Diganti layanan baru Si Debat' });
    expect(await refusal(perform(actions.edit, innovator, { id, version: 2, record: record() }))).toBe('register/retired');
    expect((await transitionsOf(town.house.database, id)).map((step) => step.to_stage)).toEqual(['diajukan', 'ditelaah', 'ditetapkan', 'uji_coba', 'penerapan', 'jeda', 'pensiun']);
    const { rows } = await town.house.pool.query("select count(*)::int as n from transparency.pending where subject like $1 || '%'", [code]);
    expect(rows[0].n).toBe(8);
  });

  it('cannot skip the four eyes even in the database', async () => {
    const { id } = await perform(actions.register, innovator, { opd: 'rsud', record: record({ nama: 'Terobos' }) });
    await expect(town.house.pool.query("update hub.innovation set submitted_by = 'x', verified_by = 'x', stage = 'ditelaah' where id = $1", [id])).rejects.toThrow('four_eyes_verifier');
    await expect(town.house.pool.query("update hub.innovation set stage = 'penerapan', submitted_by = 'x' where id = $1", [id])).rejects.toThrow('stage_has_people');
    await expect(town.house.pool.query("update hub.innovation set stage = 'ditetapkan', submitted_by = 'x', verified_by = 'y', published_by = 'x' where id = $1", [id])).rejects.toThrow('four_eyes_publisher');
  });
});

describe('two officers on one record', () => {
  it('lose nothing: other fields are joined, the same field is shown and refused', async () => {
    const { id } = await perform(actions.register, innovator, { opd: 'rsud', record: record({ nama: 'Berdua' }) });
    await perform(actions.edit, innovator, { id, version: 1, record: record({ nama: 'Berdua', tujuan: 'Dari yang pertama' }) });
    expect(await perform(actions.edit, head, { id, version: 1, record: record({ nama: 'Berdua', manfaat: 'Dari yang kedua' }) })).toEqual({ version: 3, joined: true });
    expect((await findInnovation(town.house.database, id))?.record).toMatchObject({ tujuan: 'Dari yang pertama', manfaat: 'Dari yang kedua' });
    const refused = await perform(actions.edit, head, { id, version: 1, record: record({ nama: 'Berdua', tujuan: 'Lain sekali' }) }).catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: 'register/changed-meanwhile', facts: { version: 3, differences: [{ field: 'tujuan', theirs: 'Dari yang pertama', mine: 'Lain sekali' }] } });
    expect(await versionsOf(town.house.database, id)).toHaveLength(3);
  });

  it('at the very same moment still store one version each', async () => {
    const { id } = await perform(actions.register, innovator, { opd: 'rsud', record: record({ nama: 'Bersamaan' }) });
    await Promise.all([perform(actions.edit, innovator, { id, version: 1, record: record({ nama: 'Bersamaan', tujuan: 'A' }) }), perform(actions.edit, head, { id, version: 1, record: record({ nama: 'Bersamaan', manfaat: 'B' }) })]);
    expect((await findInnovation(town.house.database, id))?.record).toMatchObject({ tujuan: 'A', manfaat: 'B' });
  });
});

describe('evidence', () => {
  it('used for another innovation or another year raises an alarm, and so does a document younger than its date', async () => {
    const one = await perform(actions.register, innovator, { opd: 'rsud', record: record({ nama: 'Pertama' }) });
    const other = await perform(actions.register, innovator, { opd: 'rsud', record: record({ nama: 'Kedua' }) });
    const file = await pdf('foto kegiatan yang sama');
    await perform(actions.attach, innovator, { innovation: one.id, received: file, issuedOn: '2025-03-01', insideOn: '2026-01-10', uses: [{ requirement: 'iga/25', parameter: 1 }] });
    await perform(actions.attach, innovator, { innovation: one.id, received: file, issuedOn: '2026-03-01', uses: [{ requirement: 'iga/25', parameter: 1 }] });
    const copy = await perform(actions.attach, innovator, { innovation: other.id, received: file, issuedOn: '2026-03-01', uses: [{ requirement: 'iga/25', parameter: 1 }] });
    expect((await evidenceOf(town.house.database, one.id))[0]?.alarms.map((alarm) => alarm.kind)).toEqual(['other', 'year', 'younger']);
    expect((await evidenceOf(town.house.database, other.id))[0]?.alarms).toEqual([{ kind: 'other', where: one.code }]);
    expect(await refusal(perform(actions.judge, { ...innovator, permissions: new Set(['hub/verify']) }, { evidence: copy.id, requirement: 'iga/25', verdict: 'accepted' }))).toBe('register/judge-is-uploader');
    expect(await refusal(perform(actions.judge, bappeda, { evidence: copy.id, requirement: 'iga/25', verdict: 'rejected' }))).toBe('register/rejection-needs-reason');
    await perform(actions.judge, bappeda, { evidence: copy.id, requirement: 'iga/25', verdict: 'rejected', because: 'Foto milik inovasi lain' });
    expect(await refusal(perform(actions.judge, bappeda, { evidence: copy.id, requirement: 'iga/25', verdict: 'accepted' }))).toBe('register/already-judged');
  });

  it('that is a program dressed as a decree is not taken', async () => {
    expect(await refusal(town.house.files.receive(Buffer.from('MZ\u0090 program'), { kind: 'hub-evidence', name: 'sk.pdf' }))).toBe('files/dangerous');
  });
});

describe('an agency that is merged', () => {
  it('hands over from a day on, and earlier days keep their owner', async () => {
    const { id } = await perform(actions.register, innovator, { opd: 'rsud', record: record({ nama: 'Pindah Pemilik' }) });
    await perform(actions.reassign, organisasi, { innovation: id, opd: 'dishub', from: '2026-12-01', because: 'Perda susunan baru' });
    expect(await refusal(perform(actions.reassign, organisasi, { innovation: id, opd: 'dpmd', from: '2026-11-30', because: 'Salah urut' }))).toBe('register/ownership-overlaps');
    const { rows } = await town.house.pool.query('select opd from hub.ownership where innovation = $1 order by valid_from', [id]);
    expect(rows.map((row) => row.opd)).toEqual(['rsud', 'dishub']);
  });
});
