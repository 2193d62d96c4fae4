import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { visitor } from '../../../../test/engines/visitor.ts';
import { signInWith } from '../../../../test/engines/sign-in.ts';
import { openOffice, type PermitOffice } from '../../../../test/town/saji.ts';

const phone = '+6281200000077';
const nik = '1606014107850177';
let town: PermitOffice;
beforeAll(async () => { town = await openOffice(); });
afterAll(() => town.close());

/** A resident who proved this phone by the code in the message. */
async function resident() {
  const guest = visitor(town.house, '203.0.113.77');
  await guest.post('/masuk/kode', { phone });
  await town.house.messaging.pump();
  const { rows } = await town.house.pool.query<{ body: string }>("select body::text as body from messaging.outgoing where template = 'identity-code' and address = $1 order by created_at desc limit 1", [phone]);
  await guest.post('/masuk/kode', { code: /\b(\d{6})\b/.exec(rows[0]?.body ?? '')?.[1] ?? '' });
  return guest;
}

describe('what the regency already knows', () => {
  it('is offered to a signed-in resident with its source and the words of consent, and filled in only after the tick; both are written down', async () => {
    const form = '/saji-muba/izin/reklame/minta';
    const stranger = visitor(town.house, '203.0.113.78');
    expect((await stranger.get(form)).body).not.toContain('Pakai data yang sudah ada?');
    expect((await stranger.post(`${form}/isikan`, { 'consent-people/own': 'on' })).status).toBe(422);

    const guest = await resident();
    expect((await guest.get(form)).body).not.toContain('Pakai data yang sudah ada?');
    const { people } = town.house;
    const person = await town.write(async (work) => {
      const { personId } = await people.register(work, { name: 'Ayu Contoh', birthDate: '1985-07-01', sex: 'P', nik });
      await people.bind(work, { contact: { phone }, personId, relation: 'saya', consent: { version: people.consent.current.version, showPoli: false }, proof: 'counter' });
      return personId;
    });
    const offered = (await guest.get(form)).body;
    expect(offered).toContain('Pakai data yang sudah ada?');
    expect(offered).toContain('Saya setuju nama, NIK, dan nomor telepon saya diisikan ke formulir ini.');
    expect(offered).not.toContain(nik);

    const declined = await guest.post(`${form}/isikan`, {});
    expect([declined.status, declined.body.includes(nik)]).toEqual([422, false]);
    const filled = await guest.post(`${form}/isikan`, { 'consent-people/own': 'on' });
    expect(filled.status).toBe(200);
    for (const value of ['Ayu Contoh', nik, phone]) expect(filled.body).toContain(`value="${value}"`);
    expect(filled.body).toContain('Diisi dari data Anda di Serasan');
    const looks = await town.house.pool.query("select purpose, fields from access.reading where person = $1", [person]);
    expect(looks.rows).toEqual([{ purpose: 'own', fields: ['name', 'nik'] }]);
    const noted = await town.house.pool.query<{ body: string }>("select body from audit.entry where action = 'saji-muba/use-known'");
    expect([noted.rowCount, noted.rows[0]?.body.includes('Saya setuju nama')]).toEqual([1, true]);
  });
});

describe('the working calendar', () => {
  it('warns whoever promises dates twice as early as promises stop', async () => {
    const desk = async () => {
      const { cookie } = await signInWith(town.house, { role: 'saji-muba/loket', agency: 'dpmptsp' });
      return (await town.house.http.app.inject({ url: '/saji-muba/meja', headers: { cookie, accept: 'text/html' } })).body;
    };
    expect(await desk()).not.toContain('Data kalender kerja akan habis');
    const { endsOn } = town.house.calendar.of('office');
    town.clock.set(endsOn.subtract({ days: 100 }).toZonedDateTime({ timeZone: 'Asia/Jakarta', plainTime: '09:00' }).toInstant());
    expect(await desk()).toMatch(/Data kalender kerja akan habis[\s\S]*berakhir dalam 100 hari/);
    town.clock.set('2026-11-23T02:00:00Z');
  });
});
