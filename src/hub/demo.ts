import { system, type Actor } from '#kernel/actor';
import { atWallClock } from '#kernel/time';
import { elementKeys, plantAnswers, type MadeUpAnswer } from '#commons/survey';
import type { HubDoors } from './doors.ts';
import { incubatorActions } from './inkubator/actions.ts';
import { contestActions } from './kipp/actions.ts';
import { kippEdition } from './kipp/reference.ts';
import { listContests } from './kipp/store.ts';
import { regionalActions } from './maturity/actions.ts';
import { loadEditions } from './maturity/editions.ts';
import { registerActions } from './register/actions/index.ts';
import { findInnovation, type Innovation } from './register/store/innovations.ts';

const person = (name: string, agency?: string): Actor => ({ ...system(name, 'command'), id: `demo:${name}`, name: `${name} Contoh`, agency });
const innovator = person('Inovator');
const head = person('Kepala OPD');
const bappeda = person('Bappeda');
const organisasi = person('Organisasi');

/** Plants a small lively register: one innovation brought through its life, a contest, an incubator track, survey answers, complaints. Made up and marked. */
export async function plantHub(doors: HubDoors): Promise<void> {
  if ((await listContests(doors.database)).length > 0) return;
  const innovation = await findInnovation(doors.database, 'saroale');
  if (innovation) await plantLife(doors, innovation);
  await plantContest(doors, innovation);
  await plantRegion(doors);
  await plantTrack(doors);
  await plantSurvey(doors);
  await plantComplaints(doors);
}

/** From the announcement to application, each step by another hand, with a made-up decree. */
async function plantLife(doors: HubDoors, innovation: Innovation): Promise<void> {
  const { perform, files } = doors;
  const actions = registerActions(doors);
  const year = doors.measures.today().year;
  const { id } = innovation;
  await perform(actions.edit, innovator, {
    id, version: innovation.version, reason: 'Data contoh',
    record: {
      ...innovation.record, manfaat: 'Warga tidak lagi berangkat subuh untuk mengambil nomor.',
      tanggal: { ide: `${year - 2}-01-10`, uji_coba: `${year - 2}-02-01`, penerapan: `${year - 2}-04-01`, pengembangan: [] },
      anggaran: [year - 1, year].map((tahun) => ({ tahun, jumlah: '185000000', sumber: 'APBD (contoh)' })),
      tim: Array.from({ length: 12 }, (_, at) => ({ nama: `Anggota Contoh ${at + 1}`, peran: at === 0 ? 'ketua' : 'anggota' })),
      regulasi: [{ jenis: 'SK Bupati', nomor: `001/CONTOH/${year - 2}`, tanggal: `${year - 2}-03-20`, halaman: '2' }],
      mitra: [{ pihak: 'BPJS Kesehatan (contoh)', golongan: 'pemerintah' }, { pihak: 'Universitas Contoh', golongan: 'akademisi' }, { pihak: 'Radio Contoh', golongan: 'media' }],
      sasaran: [{ indikator: 'Dipanggil dalam 60 menit', awal: '41%', periode_awal: `${year - 2}`, target: '80%' }],
    },
  });
  for (const [name, uses] of [['SK penetapan contoh', [{ requirement: 'sk' }, { requirement: 'iga/16', parameter: 1 }, { requirement: 'iga/17', parameter: 2 }]], ['Berita acara penerapan contoh', [{ requirement: 'tanggal/penerapan' }, { requirement: 'tanggal/ide' }, { requirement: 'iga/33', parameter: 3 }, { requirement: 'iga/35', parameter: 2 }]]] as const) {
    const received = await files.receive(Buffer.from(`%PDF-1.7\n% ${name}, data contoh buatan\n`), { kind: 'hub-evidence', name: `${name}.pdf` });
    const { id: evidence } = await perform(actions.attach, innovator, { innovation: id, received, issuedOn: `${year - 2}-03-20`, uses });
    for (const use of uses) await perform(actions.judge, bappeda, { evidence, requirement: use.requirement, verdict: 'accepted' });
  }
  const waiting = await files.receive(Buffer.from('%PDF-1.7\n% surat replikasi, data contoh buatan\n'), { kind: 'hub-evidence', name: 'Surat replikasi contoh.pdf' });
  await perform(actions.attach, innovator, { innovation: id, received: waiting, uses: [{ requirement: 'iga/31', parameter: 1 }] });
  await perform(actions.claim, innovator, { innovation: id, what: 'Waktu warga yang dihemat', amount: '12.000 jam', period: String(year) });
  await perform(actions.move, bappeda, { id, verb: 'telaah' });
  await perform(actions.move, organisasi, { id, verb: 'tetapkan' });
  await perform(actions.move, head, { id, verb: 'mulai_uji_coba' });
  await perform(actions.move, head, { id, verb: 'terapkan' });
}

async function plantContest({ perform, regency, measures }: HubDoors, innovation: Innovation | undefined): Promise<void> {
  const actions = contestActions({ zone: regency.zone });
  const today = measures.today();
  const at = (day: Temporal.PlainDate) => atWallClock(day, '16:00', regency.zone).toString();
  const { id } = await perform(actions.create, organisasi, { name: `Lomba Inovasi Kabupaten ${today.year} (contoh)`, grouping: 'umum', rubric: kippEdition.rubrics[0], opensAt: at(today.subtract({ days: 20 })), closesAt: at(today.add({ days: 9 })), latePolicy: 'mark' });
  if (!innovation) return;
  const sections = Object.fromEntries(kippEdition.groups.umum.map((section) => [section.id, `Naskah contoh untuk bagian ${section.name.id.toLowerCase()}.`]));
  const { id: proposal } = await perform(actions.save, innovator, { contest: id, innovation: innovation.id, title: innovation.title, sections, version: 0 });
  await perform(actions.submit, head, { proposal });
}

/** A few rows of the region, answered by one and verified by another. */
async function plantRegion({ perform, measures }: HubDoors): Promise<void> {
  const editions = loadEditions();
  const edition = [...editions.keys()].findLast((id) => Number(id) <= measures.today().year) ?? '2026';
  const { answer, verify } = regionalActions(editions);
  for (const [row, given] of [['4', { figure: '5.1' }], ['8', { parameter: 3 }], ['9', { parameter: 2 }], ['11b', { figure: '70.4' }]] as const) {
    await perform(answer, bappeda, { edition, row, source: 'Angka contoh buatan', ...given });
    if (row !== '11b') await perform(verify, organisasi, { edition, row });
  }
}

async function plantTrack({ perform, regency }: HubDoors): Promise<void> {
  const actions = incubatorActions({ zone: regency.zone });
  const { id } = await perform(actions.open, head, { opd: 'dishub', problem: 'Pemilik angkutan menunggu berhari-hari untuk uji berkala (contoh).', signal: { source: 'contoh' } }).catch(() => ({ id: undefined }));
  if (id) await perform(actions.canvas, head, { id, kit: 'saroale', canvas: { siapa: 'Pemilik angkutan barang', masalah: 'Semua datang pada hari yang sama', cara: 'Ambil jadwal dari rumah' } });
}

/** Answers of the last two months; each service has a weak element of its own. */
async function plantSurvey({ database, manifests, regency, measures }: HubDoors): Promise<void> {
  const now = measures.today();
  const districts = regency.districts.slice(0, 4).map((district) => district.code);
  const answers = manifests.slice(0, 8).flatMap((manifest, service) => Array.from({ length: 24 + service * 3 }, (_, at): MadeUpAnswer => ({
    service: manifest.id, agency: manifest.agency, channel: ['web', 'whatsapp', 'counter'][at % 3] ?? 'web', district: districts[at % districts.length], device: `contoh-${service}-${at}`,
    at: atWallClock(now.subtract({ days: 1 + ((at * 7) % 55) }), `${String(8 + (at % 8)).padStart(2, '0')}:${String((at * 13) % 60).padStart(2, '0')}`, regency.zone),
    scores: Object.fromEntries(elementKeys.map((key, element) => [key, element === service % 9 ? 2 + (at % 2) : at % 5 === 0 ? 3 : 4])),
  })));
  await database.write({ actor: system('demo', 'command'), action: 'survey/plant' }, async (work) => { await plantAnswers(work, regency.zone, answers); work.note({ subject: 'demo/survey', answers: answers.length }); });
}

async function plantComplaints({ perform, complaints, manifests }: HubDoors): Promise<void> {
  const { actions } = complaints;
  const stories = ['Nomor saya dipanggil saat saya sedang salat, lalu harus mengulang dari awal.', 'Papan petunjuk ke loket baru tidak terlihat dari pintu masuk.', 'Petugasnya sabar, tetapi parkirnya penuh sejak pukul tujuh pagi.'];
  for (const [at, words] of stories.entries()) {
    const manifest = manifests[at % Math.max(1, manifests.length)];
    const { tracking } = await perform(actions.file, person('Warga'), { service: manifest?.id, agency: manifest?.agency, words: `${words} (contoh)` });
    await perform(actions.moderate, organisasi, { tracking, show: true });
    if (at === 2) continue;
    await perform(actions.handle, organisasi, { tracking, verb: 'teruskan' });
    if (at === 0) await perform(actions.handle, head, { tracking, verb: 'jawab', words: 'Terima kasih. Nomor kini dapat ditahan dari ponsel selama sepuluh menit.' });
  }
}
