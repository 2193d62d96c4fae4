import { afterEach, describe, expect, it } from 'vitest';
import { standingClock } from '#kernel/time';
import { openStandIn } from '../standin/standin.ts';
import type { AddQueue } from './calls.ts';
import { openClient, type Client, type ClientOptions } from './client.ts';

const credentials = { consId: '12345', consSecret: 'rahasia0', userKey: 'kunci' };
const clock = standingClock('2026-11-24T01:00:00Z');
const ms = clock.now().epochMilliseconds;
const add: AddQueue = {
  kodebooking: 'SKY261124AAAAA', jenispasien: 'JKN', nomorkartu: '0001234567890', nik: '1606010101900001', nohp: '081200000001', kodepoli: 'ANA', namapoli: 'Anak', pasienbaru: 0, norm: '000001', tanggalperiksa: '2026-11-24',
  kodedokter: 12346, namadokter: 'dr. Contoh', jampraktek: '08:00-12:00', jeniskunjungan: 1, nomorreferensi: '0601R0011126P000123', nomorantrean: 'A-1', angkaantrean: 1, estimasidilayani: ms, sisakuotajkn: 9, kuotajkn: 10, sisakuotanonjkn: 5, kuotanonjkn: 5, keterangan: '',
};
const opened: Client[] = [];

function open(options: Partial<ClientOptions> = {}, standInOptions: { skewSeconds?: number } = {}) {
  const standIn = openStandIn({ clock, zone: 'Asia/Jakarta', credentials, ...standInOptions });
  const client = openClient({ base: 'http://bpjs.invalid', credentials, clock, transport: standIn.transport, timeoutMs: 50, restMs: 100, ...options });
  opened.push(client);
  return { standIn, client };
}
afterEach(() => { for (const client of opened.splice(0)) client.close(); });

describe('the client of WS Antrean', () => {
  it('adds a queue once, and takes the second time for done', async () => {
    const { client } = open();
    expect((await client.call('add', add)).kind).toBe('ok');
    expect((await client.call('add', add)).kind).toBe('duplicate');
  });

  it('opens encrypted answers', async () => {
    const { client } = open();
    await client.call('add', add);
    await client.call('updateWaktu', { kodebooking: add.kodebooking, taskid: 3, waktu: ms });
    expect(await client.call('getListTask', { kodebooking: add.kodebooking })).toMatchObject({ kind: 'ok', response: [{ taskid: 3, wakturs: '24-11-2026 08:00:00 WIB' }] });
  });

  it('is told what to send first, and how far BPJS is ahead', async () => {
    const { client } = open();
    expect(await client.call('updateWaktu', { kodebooking: add.kodebooking, taskid: 3, waktu: ms })).toMatchObject({ kind: 'missing', what: 'booking' });
    await client.call('add', add);
    expect(await client.call('updateWaktu', { kodebooking: add.kodebooking, taskid: 4, waktu: ms })).toMatchObject({ kind: 'missing', what: 'task', task: 3 });
    for (const taskid of [3, 4, 5]) await client.call('updateWaktu', { kodebooking: add.kodebooking, taskid, waktu: ms + taskid });
    expect((await client.call('updateWaktu', { kodebooking: add.kodebooking, taskid: 4, waktu: ms })).kind).toBe('duplicate');
    await client.call('updateWaktu', { kodebooking: add.kodebooking, taskid: 99, waktu: ms + 99 });
    expect(await client.call('updateWaktu', { kodebooking: add.kodebooking, taskid: 6, waktu: ms + 100 })).toMatchObject({ kind: 'ahead', lastTask: 99 });
  });

  it('puts a letter BPJS does not accept before a person', async () => {
    const { client, standIn } = open();
    standIn.state.badReferences.add(add.nomorreferensi);
    expect(await client.call('add', add)).toMatchObject({ kind: 'quarantine', message: 'Rujukan tidak valid' });
  });

  it.each([['error', 'overload'], ['html', 'overload'], ['empty', 'overload'], ['slow', 'timeout'], ['down', 'network'], ['half', 'network']] as const)('tries again later when BPJS is %s', async (kind, cause) => {
    const { client, standIn } = open();
    standIn.misbehave({ kind, times: 1 });
    expect(await client.call('add', add)).toMatchObject({ kind: 'retry', cause });
    expect(['ok', 'duplicate']).toContain((await client.call('add', add)).kind);
  });

  it('leaves a failing endpoint alone for a while, but not the others', async () => {
    const { client, standIn } = open();
    standIn.misbehave({ kind: 'error', call: 'add' });
    for (let round = 0; round < 8; round += 1) await client.call('add', add);
    expect(await client.call('add', add)).toMatchObject({ kind: 'retry', cause: 'circuit-open' });
    expect(client.health().resting).toEqual(['add']);
    expect((await client.call('refPoli', undefined)).kind).toBe('ok');
    standIn.behave();
    await new Promise((resolve) => { setTimeout(resolve, 150); });
    expect((await client.call('add', add)).kind).toBe('ok');
    expect(client.health().resting).toEqual([]);
  });

  it('says clearly that the clock is wrong', async () => {
    const { client } = open({}, { skewSeconds: 90 });
    expect(await client.call('add', add)).toMatchObject({ kind: 'retry', cause: 'clock-skew', message: expect.stringContaining('90 detik lebih lambat') as string });
    expect(client.health().skewSeconds).toBe(-90);
  });

  it('is refused with wrong credentials, as credentials', async () => {
    const { client } = open({ credentials: { ...credentials, consSecret: 'lain' } });
    expect(await client.call('add', add)).toMatchObject({ kind: 'retry', cause: 'credentials' });
  });

  it('sends the content type it is told to', async () => {
    let type: string | undefined;
    const { client } = open({ contentType: 'application/x-www-form-urlencoded', transport: (request) => { type = request.headers['content-type']; return Promise.resolve({ status: 200, body: '{"metadata":{"code":200,"message":"Ok"}}' }); } });
    await client.call('batal', { kodebooking: 'A', keterangan: 'b' });
    expect(type).toBe('application/x-www-form-urlencoded');
  });
});

describe('practice hours at HFIS', () => {
  it('change the day after they were filed, not before', async () => {
    const moving = standingClock('2026-11-23T03:00:00Z');
    const own = openStandIn({ clock: moving, zone: 'Asia/Jakarta', credentials });
    const asking = openClient({ base: 'http://bpjs.invalid', credentials, clock: moving, transport: own.transport });
    opened.push(asking);
    own.setSchedule('ANA', [{ kodesubspesialis: 'ANA', namasubspesialis: 'Anak', kodepoli: 'ANA', namapoli: 'Anak', kodedokter: 12346, namadokter: 'dr. Contoh', hari: 2, namahari: 'SELASA', jadwal: '08:00 - 12:00', kapasitaspasien: 30, libur: 0 }]);
    const hours = async () => { const answer = await asking.call('jadwalDokter', { kodepoli: 'ANA', tanggal: '2026-11-24' }); return answer.kind === 'ok' ? answer.response?.[0]?.jadwal : answer.kind; };
    await asking.call('updateJadwalDokter', { kodepoli: 'ANA', kodesubspesialis: 'ANA', kodedokter: 12346, jadwal: [{ hari: '2', buka: '09:00', tutup: '13:00' }] });
    expect(await hours()).toBe('08:00 - 12:00');
    moving.set('2026-11-23T17:00:01Z');
    expect(await hours()).toBe('09:00 - 13:00');
  });
});
