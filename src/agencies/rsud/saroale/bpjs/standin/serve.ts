import { sequence, type Task } from '../rules/tasks.ts';
import type { CallName, HfisSession, ListedTask, Registration } from '../client/calls.ts';
import { readDate, readHours, text } from '../rules/shape.ts';
import { readReference } from '../../rules/reference.ts';
import { inForce } from '../rules/hfis.ts';
import type { KnownQueue, StandInState } from './state.ts';

/** An answer before it is wrapped: code, words and, when there is one, the response. */
export interface Reply { readonly code: number; readonly message: string; readonly response?: unknown }
type Input = Readonly<Record<string, unknown>>;
interface Context { readonly state: StandInState; readonly now: Temporal.Instant; readonly zone: string }
type Service = (input: Input, context: Context) => Reply;

const ok = (response?: unknown): Reply => ({ code: 200, message: 'Ok', ...(response === undefined ? {} : { response }) });
const no = (message: string, code = 201): Reply => ({ code, message });

/** What BPJS does with each call, by the rules of the catalogue. */
export const services: { readonly [Name in CallName]: Service } = {
  refPoli: (_, { state }) => reference([...state.hfis.values()].flat().map((one) => ({ kdpoli: one.kodepoli, nmpoli: one.namapoli, kdsubspesialis: one.kodesubspesialis, nmsubspesialis: one.namasubspesialis }))),
  refDokter: (_, { state }) => reference([...state.hfis.values()].flat().map((one) => ({ kodedokter: one.kodedokter, namadokter: one.namadokter }))),
  refPoliFp: () => reference([]),
  refPasienFp: (input) => reference({ nomorkartu: text(input, 'nomor'), nik: '', tgllahir: '', daftarfp: text(input, 'nomor').endsWith('0') ? 0 : 1 }),
  jadwalDokter: listSchedule,
  updateJadwalDokter: fileSchedule,
  add: addQueue,
  addPharmacy,
  updateWaktu: stamp,
  batal: cancel,
  getListTask: listTasks,
  dashboardTanggal: () => ok({ list: [] }),
  dashboardBulan: () => ok({ list: [] }),
  pendaftaranTanggal: (input, { state }) => listed([...state.queues.values()].filter((queue) => queue.add.tanggalperiksa === input['tanggal'])),
  pendaftaranKode: (input, { state }) => listed([...state.queues.values()].filter((queue) => queue.add.kodebooking === input['kodebooking'])),
  pendaftaranAktif: (_, { state }) => listed([...state.queues.values()].filter((queue) => queue.cancelled === undefined && !queue.tasks.has(5) && !queue.tasks.has(99))),
  pendaftaranJadwal: (input, { state }) => listed([...state.queues.values()].filter(({ add }) => add.kodepoli === input['kodepoli'] && String(add.kodedokter) === text(input, 'kodedokter'))),
};

/** BPJS stamps the next task by itself, as it was seen to when the Mobile JKN app checks in. */
export function runAhead(state: StandInState, code: string, now: Temporal.Instant): void {
  const queue = state.queues.get(code);
  if (!queue) return;
  const order = sequence(queue.add.pasienbaru === 1);
  const next = order.find((task) => !queue.tasks.has(task));
  if (next) queue.tasks.set(next, { rs: now.epochMilliseconds, server: now.epochMilliseconds });
}

function addQueue(input: Input, { state }: Context): Reply {
  const code = text(input, 'kodebooking');
  if (code === '' || code.length > 20) return no('Kode Booking tidak sesuai');
  if (state.queues.has(code)) return no('Terdapat duplikasi Kode Booking', 208);
  const jkn = input['jenispasien'] === 'JKN';
  if (!jkn && input['jenispasien'] !== 'NON JKN') return no('Jenis Pasien tidak sesuai');
  if (jkn ? !/^\d{13}$/.test(text(input, 'nomorkartu')) : input['nomorkartu'] !== '') return no('Nomor Kartu tidak sesuai');
  if (!/^\d{16}$/.test(text(input, 'nik'))) return no('NIK tidak sesuai');
  if (!readDate(text(input, 'tanggalperiksa'))) return no('Format Tanggal Periksa tidak sesuai');
  if (!Number.isInteger(input['kodedokter']) || (state.doctors.size > 0 && !state.doctors.has(Number(input['kodedokter'])))) return no('Kode Dokter tidak sesuai');
  if (!readHours(text(input, 'jampraktek'))) return no('Jam Praktek tidak sesuai');
  if (![1, 2, 3, 4].includes(Number(input['jeniskunjungan']))) return no('Jenis Kunjungan tidak sesuai');
  const letter = text(input, 'nomorreferensi');
  if (jkn && input['jeniskunjungan'] !== 2 && (!readReference(letter) || state.badReferences.has(letter))) return no('Rujukan tidak valid');
  const numbers = ['angkaantrean', 'estimasidilayani', 'sisakuotajkn', 'kuotajkn', 'sisakuotanonjkn', 'kuotanonjkn'];
  const wrong = numbers.find((name) => !Number.isInteger(input[name]));
  if (wrong) return no(`${wrong} tidak sesuai`);
  if (Number(input['estimasidilayani']) < 1_000_000_000_000) return no('estimasidilayani harus dalam milidetik');
  state.queues.set(code, { add: input as KnownQueue['add'], source: 'Web Service', tasks: new Map() });
  return ok();
}

function stamp(input: Input, { state, now }: Context): Reply {
  const queue = state.queues.get(text(input, 'kodebooking'));
  if (!queue) return no('Kode Booking tidak ditemukan', 404);
  const [task, at] = [Number(input['taskid']), Number(input['waktu'])];
  if (![1, 2, 3, 4, 5, 6, 7, 99].includes(task)) return no('TaskId tidak sesuai');
  if (queue.tasks.has(task)) return no(`TaskId=${task} sudah ada`, 208);
  const last = Math.max(0, ...queue.tasks.keys());
  if (queue.cancelled !== undefined) return no('TaskId terakhir 99', 208);
  if (last > task) return no(`TaskId terakhir ${last}`, 208);
  const order = sequence(queue.add.pasienbaru === 1);
  const missing = task === 99 ? undefined : order.slice(0, order.indexOf(task as Task)).find((before) => !queue.tasks.has(before));
  if (missing) return no(`TaskId=${missing} belum ada`);
  if (at < 1_000_000_000_000) return no('Waktu harus dalam milidetik');
  if (Math.max(0, ...[...queue.tasks.values()].map(({ rs }) => rs)) >= at) return no('Waktu tidak boleh lebih kecil atau sama dengan waktu sebelumnya');
  queue.tasks.set(task, { rs: at, server: now.epochMilliseconds });
  return ok();
}

function cancel(input: Input, { state }: Context): Reply {
  const queue = state.queues.get(text(input, 'kodebooking'));
  if (!queue) return no('Kode Booking tidak ditemukan', 404);
  if (queue.cancelled !== undefined) return no('Antrean sudah dibatalkan', 208);
  if (queue.tasks.has(5)) return no('Pasien sudah dilayani');
  if (text(input, 'keterangan') === '') return no('Keterangan belum diisi');
  queue.cancelled = text(input, 'keterangan');
  return ok();
}

function addPharmacy(input: Input, { state }: Context): Reply {
  const queue = state.queues.get(text(input, 'kodebooking'));
  if (!queue) return no('Kode Booking tidak ditemukan', 404);
  if (queue.pharmacy) return no('Terdapat duplikasi antrean farmasi', 208);
  if (input['jenisresep'] !== 'racikan' && input['jenisresep'] !== 'non racikan') return no('Jenis Resep tidak sesuai');
  if (!Number.isInteger(input['nomorantrean'])) return no('Nomor Antrean tidak sesuai');
  queue.pharmacy = { jenisresep: input['jenisresep'], nomorantrean: Number(input['nomorantrean']) };
  return ok();
}

function listTasks(input: Input, { state, zone }: Context): Reply {
  const queue = state.queues.get(text(input, 'kodebooking'));
  if (!queue) return no('Kode Booking tidak ditemukan', 404);
  const rows: ListedTask[] = [...queue.tasks].sort(([a], [b]) => a - b).map(([taskid, { rs, server }]) => ({ wakturs: written(rs, zone), waktu: written(server, zone), taskname: `task ${taskid}`, taskid, kodebooking: queue.add.kodebooking }));
  return rows.length > 0 ? ok(rows) : no('No Content', 204);
}

function listSchedule(input: Input, { state, now, zone }: Context): Reply {
  const date = readDate(text(input, 'tanggal'));
  if (!date) return no('Format Tanggal tidak sesuai');
  const rows = (state.hfis.get(text(input, 'kodepoli')) ?? []).filter((one) => one.hari === date.dayOfWeek);
  const changes = inForce(state.filed, date, now, zone);
  const shown = rows.map((row): HfisSession => {
    const change = changes.findLast((one) => one.kodesubspesialis === row.kodesubspesialis && one.kodedokter === row.kodedokter)?.jadwal.find(({ hari }) => Number(hari) === row.hari);
    return change ? { ...row, jadwal: `${change.buka} - ${change.tutup}` } : row;
  });
  return shown.length > 0 ? ok(shown) : no('Jadwal dokter tidak ditemukan');
}

function fileSchedule(input: Input, { state, now }: Context): Reply {
  const jadwal = input['jadwal'];
  if (!Array.isArray(jadwal) || !jadwal.every((one: Input) => /^[1-8]$/.test(text(one, 'hari')) && readHours(`${text(one, 'buka')}-${text(one, 'tutup')}`))) return no('Jadwal tidak sesuai');
  state.filed.push({ filedAt: now, kodesubspesialis: text(input, 'kodesubspesialis'), kodedokter: Number(input['kodedokter']), jadwal: jadwal as { hari: string; buka: string; tutup: string }[] });
  return ok();
}

function listed(queues: readonly KnownQueue[]): Reply {
  if (queues.length === 0) return no('No Content', 204);
  return ok(queues.map(({ add, source, tasks, cancelled }): Registration => ({
    kodebooking: add.kodebooking, tanggal: add.tanggalperiksa ?? '', kodepoli: add.kodepoli ?? '', kodedokter: add.kodedokter ?? 0, jampraktek: add.jampraktek ?? '', nokapst: add.nomorkartu ?? '', norekammedis: add.norm ?? '',
    noantrean: add.nomorantrean ?? '', jeniskunjungan: add.jeniskunjungan ?? 0, sumberdata: source, status: cancelled !== undefined || tasks.has(99) ? 'Batal' : tasks.has(5) ? 'Selesai dilayani' : tasks.has(4) ? 'Sedang dilayani' : 'Belum dilayani',
  })));
}

function reference(response: unknown): Reply {
  return { code: 1, message: 'OK', response };
}

/** `dd-MM-yyyy HH:mm:ss WIB`. */
function written(epochMs: number, zone: string): string {
  const wall = Temporal.Instant.fromEpochMilliseconds(epochMs).toZonedDateTimeISO(zone);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(wall.day)}-${two(wall.month)}-${wall.year} ${two(wall.hour)}:${two(wall.minute)}:${two(wall.second)} WIB`;
}
