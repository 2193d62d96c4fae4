import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signInWith } from '../../../../../test/engines/sign-in.ts';
import { visitor, type Visitor } from '../../../../../test/engines/visitor.ts';
import { expectSoundHtml } from '../../../../../test/html/sound.ts';
import { must, openTown, staff, type SaroaleTown } from '../../../../../test/town/saroale.ts';

let town: SaroaleTown;
let sessionId = '';
const partial = { 'hx-request': 'true', 'hx-request-type': 'partial' };
const today = Temporal.PlainDate.from('2026-11-23');

beforeAll(async () => {
  town = await openTown();
  const sessions = await town.saroale.reads.searchSessions({ from: today, to: today, poli: 'ANA' });
  sessionId = must(sessions[0]).sessionId;
  for (let index = 0; index < 4; index += 1) {
    const { perform, actions } = town.saroale;
    const personId = town.person({ initials: `P.${index}.` });
    await perform(actions.bookOnsite, staff('admisi'), { sessionId, personId, payer: index < 3 ? 'jkn' : 'umum', visitKind: 3, reference: index < 3 ? `0601R0011126K00010${index}` : undefined, key: `onsite-${index}-key` });
  }
});
afterAll(() => town.close());

async function officer(role: string): Promise<Visitor> {
  const who = visitor(town);
  const { token } = await signInWith(town.test.house, { role, agency: 'rsud' });
  who.jar.set('sesi', token);
  return who;
}

const keyIn = (body: string) => must(/name="key" value="([^"]+)"/.exec(body)?.[1]);
const stateOf = async () => (await town.saroale.doors.booking.state(sessionId)).tickets.map((ticket) => [ticket.label, ticket.state]);

describe('the desk of a clinic', () => {
  it('asks visitors to sign in and refuses officers of other posts nothing they may see', async () => {
    expect((await visitor(town).get('/saroale/meja')).location).toContain('/masuk');
    const clerk = await officer('saroale/admisi');
    const page = await clerk.get(`/saroale/meja/${sessionId}`);
    expect(page.status).toBe(200);
    expect(page.body).not.toContain('panggil-berikutnya');
    expect((await clerk.post(`/saroale/meja/${sessionId}/panggil-berikutnya`, { key: 'x'.repeat(12) })).status).toBe(403);
  });

  it('shows numbers and initials, never a name, in sound HTML', async () => {
    const nurse = await officer('saroale/perawat');
    const first = await nurse.get('/saroale/meja');
    const page = await nurse.get(must(first.location));
    await expectSoundHtml(page.body);
    expect(page.body).toMatch(/A-1[\s\S]*A-4/);
    expect(page.body).toContain('P.0.');
  });

  it('two nurses pressing “panggil berikutnya” at once call two people; a doubled press calls one', async () => {
    const [one, two] = await Promise.all([officer('saroale/perawat'), officer('saroale/perawat')]);
    const keys = await Promise.all([one, two].map(async (nurse) => keyIn((await nurse.get(`/saroale/meja/${sessionId}`)).body)));
    expect(keys[0]).not.toBe(keys[1]);
    const press = (nurse: Visitor, key: string) => nurse.post(`/saroale/meja/${sessionId}/panggil-berikutnya`, { key }, partial);
    const answers = await Promise.all([press(one, must(keys[0])), press(one, must(keys[0])), press(two, must(keys[1]))]);
    expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200]);
    expect((await stateOf()).filter(([, state]) => state === 'called').map(([label]) => label)).toEqual(['A-1', 'A-2']);
  });

  it('works step by step without scripts: each answer leads back to the page and says what happened', async () => {
    const nurse = await officer('saroale/perawat');
    const { tickets } = await town.saroale.doors.booking.state(sessionId);
    const bookingId = must(tickets.find((ticket) => ticket.label === 'A-1')?.bookingId);
    const step = async (verb: string, more: Record<string, string> = {}) => {
      const answer = await nurse.post(`/saroale/meja/${sessionId}/${verb}`, { bookingId, label: 'A-1', ...more });
      expect(answer.status).toBe(303);
      return (await nurse.get(must(answer.location))).body;
    };
    expect(await step('panggil-ulang')).toContain('A-1 dipanggil lagi.');
    expect(await step('mulai')).toContain('A-1 sedang diperiksa.');
    expect(await step('tahan', { at: 'lab' })).toContain('A-1 ditahan.');
    expect(await step('lanjutkan')).toContain('A-1 kembali ke antrean.');
    expect(await step('panggil')).toContain('A-1 dipanggil.');
    town.test.clock.advance({ minutes: 7 });
    expect(await step('selesai', { prescription: 'ready-made' })).toContain('A-1 selesai.');
    const refused = await nurse.post(`/saroale/meja/${sessionId}/mulai`, { bookingId, label: 'A-1' });
    expect(refused.status).toBe(409);
    expect(refused.body).toContain('Keadaan sudah berubah');
  });

  it('stays still until something changed', async () => {
    const nurse = await officer('saroale/perawat');
    const page = await nurse.get(`/saroale/meja/${sessionId}`);
    const since = must(/denyut\?sejak=(\d+)/.exec(page.body)?.[1]);
    expect((await nurse.get(`/saroale/meja/${sessionId}/denyut?sejak=${since}`, partial)).status).toBe(204);
    await nurse.post(`/saroale/meja/${sessionId}/panggil-berikutnya`, { key: keyIn(page.body) }, partial);
    const fresh = await nurse.get(`/saroale/meja/${sessionId}/denyut?sejak=${since}`, partial);
    expect(fresh.status).toBe(200);
    expect(fresh.body).toMatch(/^<div id="meja"/);
  });
});

describe('the wall display', () => {
  it('needs no login and says numbers only', async () => {
    const page = await visitor(town).get('/saroale/layar/ana');
    expect(page.status).toBe(200);
    await expectSoundHtml(page.body);
    expect(page.body).toContain('Poli Anak');
    expect(page.body).toMatch(/class="board-number[^"]*">A-\d/);
    expect(page.body).not.toContain('P.0.');
    expect((await visitor(town).get('/saroale/layar/ANA?segar=5')).headers['refresh']).toBe('5');
    expect((await visitor(town).get('/saroale/layar/tidakada')).status).toBe(404);
  });
});

describe('news of the doctor', () => {
  it('one form tells everybody', async () => {
    const nurse = await officer('saroale/perawat');
    const other = must((await town.saroale.reads.searchSessions({ from: today, to: today, poli: 'INT' }))[0]).sessionId;
    const late = await nurse.post(`/saroale/meja/${other}/terlambat`, { minutes: '45', reason: 'operasi' });
    expect((await nurse.get(must(late.location))).body).toContain('Dokter terlambat 45 menit');
    const absent = await nurse.post(`/saroale/meja/${other}/berhalangan`, { reason: 'dokter sakit' });
    expect((await nurse.get(must(absent.location))).body).toContain('Jadwal dibatalkan');
    expect((await visitor(town).get('/saroale/layar/INT')).body).toContain('Jadwal dibatalkan');
  });
});
