import { problems } from '#kernel/problem';

/** What the calendar refuses. */
export const refusals = problems('calendar', {
  ended: { status: 409, title: 'Kalender kerja belum sampai tanggal itu', detail: 'Batas waktu ini jatuh sesudah akhir kalender kerja. Minta pengelola menambah hari libur dan jam kerja tahun berikutnya.' },
  unknownCalendar: { status: 404, title: 'Kalender kerja ini tidak ada', detail: 'Pilih kalender yang terdaftar pada data kabupaten, misalnya office.' },
});
