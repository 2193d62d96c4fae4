import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { anonymous } from '#kernel/actor';
import { action } from '#platform/action';
import type { Submission } from '#commons/forms';
import { openTestHouse, type TestHouse } from '../../../test/engines/index.ts';
import { signInWith } from '../../../test/engines/sign-in.ts';
import { stallForm } from '../../../test/town/form.ts';

let town: TestHouse;
const sent: Submission[] = [];
const visitor = anonymous('web');
const base = '/uji/lapak';

beforeAll(async () => {
  town = await openTestHouse();
  const { forms, files, perform, http } = town.house;
  files.declare({ kind: 'uji/ktp', accept: ['image/png', 'image/jpeg'], maxBytes: 100_000, permission: 'uji/see' });
  await forms.declare([stallForm], { rates: () => ({ lapak: 5000 }) });
  forms.provide({ id: 'uji/warga', source: { id: 'Data warga' }, consent: { id: 'Saya setuju data saya diisikan.' }, offers: (actor) => actor.kind === 'staff', read: () => Promise.resolve({ name: 'Siti Contoh', nik: '1606014503900002' }) });
  const submit = action({ name: 'uji/ajukan', allow: 'anyone', input: z.object({ token: z.string() }), run: (work, { token }) => forms.take(work, token, (submission) => { sent.push(submission); return Promise.resolve(`/uji/selesai/${submission.draftId}`); }) });
  forms.mount(http, { path: base, form: 'uji/lapak', submit: (request, token) => perform(submit, request.actor, { token }) });
  forms.mount(http, { path: '/uji/berubah', form: 'uji/berubah', submit: () => Promise.resolve('/') });
  forms.mount(http, { path: '/uji/meja/lapak', form: 'uji/lapak', kind: 'desk', submit: (request, token) => perform(submit, request.actor, { token }) });
});
afterAll(() => town.close());

const get = (url: string) => town.house.http.app.inject({ url, headers: { accept: 'text/html' } });
const post = (url: string, values: Record<string, string>) => town.house.http.app.inject({ method: 'POST', url, headers: { 'accept': 'text/html', 'content-type': 'application/x-www-form-urlencoded' }, payload: new URLSearchParams(values).toString() });
const begin = async () => String((await post(base, {})).headers['location']);

/** A multipart body with one file. */
function withFile(name: string, bytes: Uint8Array, values: Record<string, string> = {}) {
  const edge = 'batas-uji';
  const parts = Object.entries(values).map(([key, value]) => Buffer.from(`--${edge}\r\nContent-Disposition: form-data; name="${key}"\r\n\r\n${value}\r\n`));
  const file = Buffer.concat([Buffer.from(`--${edge}\r\nContent-Disposition: form-data; name="${name}"; filename="ktp.png"\r\nContent-Type: image/png\r\n\r\n`), bytes, Buffer.from(`\r\n--${edge}--\r\n`)]);
  return { headers: { 'accept': 'text/html', 'content-type': `multipart/form-data; boundary=${edge}` }, payload: Buffer.concat([...parts, file]) };
}
const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

/** Walks the form as a resident: each page in turn, as its address leads. */
async function walk(): Promise<string> {
  const link = await begin();
  let url = String((await get(link)).headers['location']);
  const answers: Record<string, Record<string, string>> = {
    'pemohon.pelaku': { pelaku: 'orang' }, 'pemohon.nama': { nama: "Nur'aini" }, 'pemohon.nik': { nik: '1606 0145 0390 0002' },
    'kontak': { 'telepon': '0812-3456-7890', 'surel': '', 'alamat.village': '16.06.01.1009', 'alamat.street': 'Jl. Merdeka 3', 'alamat.rt': '2' },
    'lapak': { 'jenis:pangan': 'on', 'mulai-day': '1', 'mulai-month': '12', 'mulai-year': '2026', 'luas': '4,5', 'modal': 'Rp 1.500.000' },
    'kawan': { kawan: 'tidak', keterangan: '' }, 'pernyataan': { setuju: 'on' },
  };
  for (let steps = 0; steps < 12 && !url.endsWith('/periksa'); steps += 1) {
    const key = url.split('/').at(-1) ?? '';
    const answer = key === 'berkas' ? await town.house.http.app.inject({ method: 'POST', url, ...withFile('ktp', png) }) : await post(url, answers[key] ?? {});
    expect([key, answer.statusCode]).toEqual([key, 303]);
    url = String(answer.headers['location']);
  }
  return url;
}

describe('a form', () => {
  it('is walked page by page without scripts, checked, sent once, and hands over what was answered', async () => {
    const check = await walk();
    const page = await get(check);
    expect(page.body).toContain('Rp22.500');
    expect(page.body).toContain('Nur&#39;aini'.replace('&#39;', page.body.includes('Nur&#39;aini') ? '&#39;' : "'"));
    const done = await post(check, {});
    expect([done.statusCode, String(done.headers['location'])]).toEqual([303, expect.stringMatching(/^\/uji\/selesai\//)]);
    const [submission] = sent.slice(-1);
    expect(submission?.answers).toMatchObject({ nama: "Nur'aini", nik: '1606014503900002', telepon: '+6281234567890', luas: 4.5, modal: 1_500_000, retribusi: 22_500, alamat: { village: '16.06.01.1009', rt: '2' } });
    expect(submission?.files).toHaveLength(1);
    // Sent twice: the same place, nothing handed over again.
    const again = await post(check, {});
    expect(String(again.headers['location'])).toBe(String(done.headers['location']));
    expect(sent).toHaveLength(1);
  });

  it('refuses to be sent while something is missing, and stores no answer in the open', async () => {
    const link = await begin();
    const token = link.split('/').at(-1) ?? '';
    await post(`${link}/pemohon.nama`, { nama: 'Sumiati Rahasia' });
    const answer = await post(`${link}/periksa`, {});
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain('Isi “NIK”');
    const { rows } = await town.house.pool.query('select * from forms.draft');
    expect(JSON.stringify(rows)).not.toMatch(/Sumiati|Rahasia/);
    expect(JSON.stringify(rows)).not.toContain(token);
  });

  it('comes back by code within thirty days, and not after', async () => {
    const link = await begin();
    await post(`${link}/pemohon.nama`, { nama: 'Budi' });
    const code = /<code>([0-9A-Z ]{14})<\/code>/.exec((await get(`${link}/pemohon.nama`)).body)?.[1] ?? '';
    const found = await post(`${base}/lanjut`, { code: code.toLowerCase() });
    expect(String(found.headers['location'])).toBe(link);
    expect((await post(`${base}/lanjut`, { code: 'AAAABBBBCCCC' })).statusCode).toBe(404);
    town.clock.advance({ hours: 24 * 31 });
    expect(await town.house.forms.expire()).toBeGreaterThan(0);
    expect((await get(`${link}/pemohon.nama`)).statusCode).toBe(404);
    town.clock.set('2026-11-23T02:00:00Z');
  });

  it('never trusts what it did not ask, nor a fee that was sent', async () => {
    const { forms } = town.house;
    const checked = forms.form('uji/lapak').check({ pelaku: 'orang', badan: 'PT Gelap', npwp: '0123456789012345', retribusi: 1, luas: 10, kbli: '47111', asing: 'x' } as never, town.clock.now());
    expect(checked.answers).toEqual({ pelaku: 'orang', luas: 10, retribusi: 50_000 });
    expect(visitor.kind).toBe('anonymous');
  });

  it('fills in what is known only for those who agree, and writes down to what', async () => {
    const { cookie } = await signInWith(town.house, { role: 'people/steward', agency: 'dpmptsp' });
    const officer = (url: string, values?: Record<string, string>) => town.house.http.app.inject({ method: values ? 'POST' : 'GET', url, headers: { accept: 'text/html', cookie, ...(values ? { 'content-type': 'application/x-www-form-urlencoded' } : {}) }, ...(values ? { payload: new URLSearchParams(values).toString() } : {}) });
    const link = await begin();
    expect((await get(`${link}/pemohon.pelaku`)).body).not.toContain('Data warga');
    expect((await officer(`${link}/pemohon.pelaku`)).body).toContain('Saya setuju data saya diisikan.');
    expect((await officer(`${link}/isikan`, { provider: 'uji/warga' })).statusCode).toBe(403);
    expect((await post(`${link}/isikan`, { 'provider': 'uji/warga', 'consent-uji/warga': 'on' })).statusCode).toBe(404);
    expect((await get(`${link}/pemohon.nama`)).body).not.toContain('Siti Contoh');
    expect((await officer(`${link}/isikan`, { 'provider': 'uji/warga', 'consent-uji/warga': 'on' })).statusCode).toBe(303);
    expect((await get(`${link}/pemohon.nama`)).body).toContain('value="Siti Contoh"');
    expect((await officer(`${link}/pemohon.pelaku`)).body).toContain('Diisi dari Data warga');
    const { rows } = await town.house.pool.query('select provider, fields, consent from forms.prefilled');
    expect(rows).toEqual([{ provider: 'uji/warga', fields: ['nama', 'nik'], consent: 'Saya setuju data saya diisikan.' }]);
  });

  it('adds and removes rows, keeps what was typed, and asks what an answer leads to', async () => {
    const link = await begin();
    await post(`${link}/pemohon.pelaku`, { pelaku: 'orang' });
    const follow = await post(`${link}/kawan`, { kawan: 'ya', _do: 'lanjut' });
    expect([follow.statusCode, follow.body.includes('Ada pertanyaan lanjutan')]).toEqual([200, true]);
    const grown = await post(`${link}/kawan`, { 'kawan': 'ya', 'anggota.n': '1', 'anggota.0.nama': 'Ujang', 'anggota.0.umur': 'banyak', '_do': 'tambah:anggota:1' });
    expect([grown.statusCode, grown.body.includes('value="banyak"'), grown.body.includes('name="anggota.1.nama"')]).toEqual([200, true, true]);
    const shrunk = await post(`${link}/kawan`, { 'kawan': 'ya', 'anggota.n': '2', 'anggota.0.nama': 'Ujang', 'anggota.0.umur': '12', 'anggota.1.nama': 'Udin', 'anggota.1.umur': '30', '_do': 'hapus:anggota:0' });
    expect([shrunk.body.includes('value="Udin"'), shrunk.body.includes('Ujang')]).toEqual([true, false]);
    const refused = await post(`${link}/kawan`, { 'kawan': 'ya', 'anggota.n': '1', 'anggota.0.nama': 'Ujang', 'anggota.0.umur': '12', '_do': 'lanjut' });
    expect([refused.statusCode, refused.body.includes('href="#f-anggota.0.wali"')]).toEqual([200, false]);
    expect(refused.body).toContain('Nama wali');
  });

  it('moves a draft to the newer form and says what it could not keep', async () => {
    const { forms } = town.house;
    const older = { ...stallForm, id: 'uji/berubah' };
    await forms.declare([older], { rates: () => ({ lapak: 5000 }) });
    const link = String((await post('/uji/berubah', {})).headers['location']);
    await post(`${link}/pemohon.pelaku`, { pelaku: 'orang' });
    await post(`${link}/pemohon.nama`, { nama: 'Budi' });
    await post(`${link}/lapak`, { luas: '150' });
    await expect(forms.declare([{ ...older, title: { id: 'Lain' } }])).rejects.toThrow('Naikkan nomor versinya');
    const { properties } = older.schema;
    const newer = { ...older, version: 2, schema: { ...older.schema, properties: { ...properties, luas: { ...properties['luas'], maximum: 100 } } } };
    await forms.declare([newer], { rates: () => ({ lapak: 5000 }) });
    const page = await get(`${link}/pemohon.nama`);
    expect([page.statusCode, page.body.includes('value="Budi"'), page.body.includes('Formulir ini diperbarui'), page.body.includes('Luas lapak')]).toEqual([200, true, true, true]);
    expect((await forms.version('uji/berubah', 1))?.hash).not.toBe(forms.form('uji/berubah').hash);
  });

  it('has a script of its own and a paper twin', async () => {
    const link = await begin();
    const page = await get(`${link}/pemohon.nik`);
    const src = (/src="(\/assets\/formulir[^"]+)"/.exec(page.body)?.[1] ?? '').replaceAll('&amp;', '&');
    const script = await get(src);
    expect([script.statusCode, script.body.length < 40_000, /\beval\b|new Function/.test(script.body)]).toEqual([200, true, false]);
    expect((await get(src.replace('pemohon.nik', 'lain'))).statusCode).toBe(404);
    const paper = await get(`${base}/cetak`);
    expect([paper.statusCode, paper.headers['content-type'], paper.rawPayload.subarray(0, 5).toString()]).toEqual([200, 'application/pdf', '%PDF-']);
  });
});
