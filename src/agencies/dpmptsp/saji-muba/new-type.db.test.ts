import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectSoundHtml } from '../../../../test/html/sound.ts';
import { openOffice, wishFor, type PermitOffice } from '../../../../test/town/saji.ts';
import { findPermit } from './store/permits.ts';

let town: PermitOffice;
const folder = mkdtempSync(join(tmpdir(), 'srs-new-type-'));
beforeAll(async () => {
  cpSync(fileURLToPath(new URL('../../../../regencies/muba', import.meta.url)), folder, { recursive: true });
  const types = join(folder, 'saji-muba/types');
  const { $about: _about, ...model } = JSON.parse(readFileSync(join(types, 'pemakaman.json'), 'utf8')) as Record<string, unknown>;
  writeFileSync(join(types, 'izin-pasar-malam.json'), JSON.stringify({
    ...model, id: 'izin-pasar-malam', name: { id: 'Izin pasar malam', en: 'Night market permit' }, objectField: 'lapangan', numberFormat: '510/{n}/PSR/DPMPTSP/{year}', validity: { months: 1 }, paraf: [],
    requirements: [{ id: 'ktp', name: { id: 'KTP penanggung jawab' } }],
    form: { version: 1, properties: { lapangan: { type: 'string', minLength: 1, maxLength: 120 } }, required: ['lapangan'], steps: [{ id: 'tempat', title: { id: 'Tempat' }, questions: [{ field: 'lapangan', label: { id: 'Lapangan yang dipakai' } }] }] },
    letter: { heading: 'IZIN PASAR MALAM', opening: 'Diberikan izin kepada:', fields: [['Nama', '{pemohon.nama}'], ['Tempat', '{jawaban.lapangan}']] },
  }));
  town = await openOffice({ settings: { REGENCY: folder } });
});
afterAll(async () => { await town.close(); rmSync(folder, { recursive: true, force: true }); });

it('one file more is one service more: page, request, check, document, number, register — and no code', async () => {
  const page = await town.house.http.app.inject({ url: '/saji-muba/izin/izin-pasar-malam', headers: { accept: 'text/html' } });
  expect([page.statusCode, page.body.includes('Izin pasar malam')]).toEqual([200, true]);
  await expectSoundHtml(page.body);
  const { actions } = town.saji;
  const { caseId, path } = await town.house.perform(actions.request, town.resident, wishFor(town, 'izin-pasar-malam'));
  await town.house.perform(actions.submit, town.people.front, { caseId, answers: { lapangan: 'Lapangan Contoh' } });
  await town.house.perform(actions.judge, town.people.front, { caseId, items: { ktp: { verdict: 'ok', note: '' } }, complete: true });
  await town.house.perform(actions.draft, town.people.back, { caseId, decision: 'grant' });
  await town.signBasket();
  expect(await findPermit(town.saji.doors, { caseId })).toMatchObject({ number: '510/1/PSR/DPMPTSP/2026', status: 'valid' });
  const status = await town.house.http.app.inject({ url: path, headers: { accept: 'text/html' } });
  await expectSoundHtml(status.body);
  expect(status.body).toContain('510/1/PSR/DPMPTSP/2026');
  expect(status.body).not.toContain('Warga Contoh');
  const csv = await town.house.http.app.inject({ url: '/saji-muba/daftar-izin.csv' });
  expect(csv.body.replace('\uFEFF', '').split('\r\n').slice(0, 2)).toEqual(['jenis,nomor,tanggal,sampai,kode_kecamatan,kecamatan,keadaan', 'izin-pasar-malam,510/1/PSR/DPMPTSP/2026,2026-11-23,2026-12-22,16.06.01,Sekayu,valid']);
  const pdf = await town.house.http.app.inject({ url: `${path}/dokumen` });
  expect([pdf.statusCode, pdf.rawPayload.subarray(0, 5).toString()]).toEqual([200, '%PDF-']);
});
