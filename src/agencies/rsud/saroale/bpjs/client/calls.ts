/** Every call of WS Antrean RS v2 that a hospital makes, typed. Field names are BPJS's own. Instants are epoch milliseconds unless said otherwise. */
export interface Calls {
  refPoli: { input: undefined; output: { kdpoli: string; nmpoli: string; kdsubspesialis: string; nmsubspesialis: string }[] };
  refDokter: { input: undefined; output: { kodedokter: number; namadokter: string }[] };
  refPoliFp: { input: undefined; output: { kodesubspesialis: string; namasubspesialis: string; kodepoli: string; namapoli: string }[] };
  refPasienFp: { input: { identitas: 'nik' | 'noka'; nomor: string }; output: { nomorkartu: string; nik: string; tgllahir: string; daftarfp: 0 | 1 } };
  jadwalDokter: { input: { kodepoli: string; tanggal: string }; output: HfisSession[] };
  updateJadwalDokter: { input: { kodepoli: string; kodesubspesialis: string; kodedokter: number; jadwal: { hari: string; buka: string; tutup: string }[] }; output: undefined };
  add: { input: AddQueue; output: undefined };
  addPharmacy: { input: { kodebooking: string; jenisresep: 'racikan' | 'non racikan'; nomorantrean: number; keterangan: string }; output: undefined };
  updateWaktu: { input: { kodebooking: string; taskid: number; waktu: number; jenisresep?: 'Tidak ada' | 'Racikan' | 'Non racikan' }; output: undefined };
  batal: { input: { kodebooking: string; keterangan: string }; output: undefined };
  getListTask: { input: { kodebooking: string }; output: ListedTask[] };
  dashboardTanggal: { input: { tanggal: string; waktu: 'rs' | 'server' }; output: { list: DashboardRow[] } };
  dashboardBulan: { input: { bulan: string; tahun: string; waktu: 'rs' | 'server' }; output: { list: DashboardRow[] } };
  pendaftaranTanggal: { input: { tanggal: string }; output: Registration[] };
  pendaftaranKode: { input: { kodebooking: string }; output: Registration[] };
  pendaftaranAktif: { input: undefined; output: Registration[] };
  pendaftaranJadwal: { input: { kodepoli: string; kodedokter: number; hari: number; jampraktek: string }; output: Registration[] };
}

export type CallName = keyof Calls;

export interface HfisSession { kodesubspesialis: string; namasubspesialis: string; kodepoli: string; namapoli: string; kodedokter: number; namadokter: string; hari: number; namahari: string; jadwal: string; kapasitaspasien: number; libur: 0 | 1 }

export interface AddQueue {
  kodebooking: string; jenispasien: 'JKN' | 'NON JKN'; nomorkartu: string; nik: string; nohp: string; kodepoli: string; namapoli: string; pasienbaru: 0 | 1; norm: string;
  tanggalperiksa: string; kodedokter: number; namadokter: string; jampraktek: string; jeniskunjungan: number; nomorreferensi: string; nomorantrean: string; angkaantrean: number;
  estimasidilayani: number; sisakuotajkn: number; kuotajkn: number; sisakuotanonjkn: number; kuotanonjkn: number; keterangan: string;
}

/** `wakturs` is what the hospital recorded, `waktu` when the BPJS server heard of it; both `dd-MM-yyyy HH:mm:ss WIB`. */
export interface ListedTask { wakturs: string; waktu: string; taskname: string; taskid: number; kodebooking: string }

export interface Registration { kodebooking: string; tanggal: string; kodepoli: string; kodedokter: number; jampraktek: string; nokapst: string; norekammedis: string; noantrean: string; jeniskunjungan: number; sumberdata: string; status: string }

/** Sums and averages per task, seconds. */
export interface DashboardRow { kodeppk: string; nmppk: string; kodepoli: string; namapoli: string; tanggal: string; jumlah_antrean: number; [figure: `waktu_task${number}` | `avg_waktu_task${number}`]: number }

interface Route { readonly method: 'GET' | 'POST'; readonly path: string; readonly sealed?: true; readonly reference?: true }

/** Where each call goes. `{name}` is filled from the input; what is left of the input is the body of a POST. `sealed` answers are encrypted; on `reference` calls success is code 1. */
export const routes: { readonly [Name in CallName]: Route } = {
  refPoli: { method: 'GET', path: '/ref/poli', sealed: true, reference: true },
  refDokter: { method: 'GET', path: '/ref/dokter', sealed: true, reference: true },
  refPoliFp: { method: 'GET', path: '/ref/poli/fp', sealed: true, reference: true },
  refPasienFp: { method: 'GET', path: '/ref/pasien/fp/identitas/{identitas}/noidentitas/{nomor}', sealed: true, reference: true },
  jadwalDokter: { method: 'GET', path: '/jadwaldokter/kodepoli/{kodepoli}/tanggal/{tanggal}', sealed: true },
  updateJadwalDokter: { method: 'POST', path: '/jadwaldokter/updatejadwaldokter' },
  add: { method: 'POST', path: '/antrean/add' },
  addPharmacy: { method: 'POST', path: '/antrean/farmasi/add' },
  updateWaktu: { method: 'POST', path: '/antrean/updatewaktu' },
  batal: { method: 'POST', path: '/antrean/batal' },
  getListTask: { method: 'POST', path: '/antrean/getlisttask', sealed: true },
  dashboardTanggal: { method: 'GET', path: '/dashboard/waktutunggu/tanggal/{tanggal}/waktu/{waktu}' },
  dashboardBulan: { method: 'GET', path: '/dashboard/waktutunggu/bulan/{bulan}/tahun/{tahun}/waktu/{waktu}' },
  pendaftaranTanggal: { method: 'GET', path: '/antrean/pendaftaran/tanggal/{tanggal}', sealed: true },
  pendaftaranKode: { method: 'GET', path: '/antrean/pendaftaran/kodebooking/{kodebooking}', sealed: true },
  pendaftaranAktif: { method: 'GET', path: '/antrean/pendaftaran/aktif', sealed: true },
  pendaftaranJadwal: { method: 'GET', path: '/antrean/pendaftaran/kodepoli/{kodepoli}/kodedokter/{kodedokter}/hari/{hari}/jampraktek/{jampraktek}', sealed: true },
};

/** The path of a call with its input filled in, each part percent-encoded. */
export function pathOf(name: CallName, input: Readonly<Record<string, string | number>>): string {
  return routes[name].path.replace(/\{(\w+)\}/g, (_, part: string) => encodeURIComponent(String(input[part] ?? '')));
}
