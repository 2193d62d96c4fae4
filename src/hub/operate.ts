import { z } from 'zod';
import { problems, Problem } from '#kernel/problem';
import { action } from '#platform/action';
import type { Jobs } from '#platform/jobs';

export const refusals = problems('hub', {
  jobGone: { status: 409, title: 'Pekerjaan ini sudah tidak ada di daftar', detail: 'Mungkin orang lain sudah menghidupkannya. Muat ulang halaman.' },
  unknownInnovation: { status: 404, title: 'Inovasi ini tidak ada dalam daftar', detail: 'Buka daftar inovasi di halaman bukti publik.' },
  unknownMeasure: { status: 404, title: 'Angka ini tidak ada', detail: 'Buka halaman inovasinya untuk melihat angka yang tersedia.' },
  withheldDay: { status: 403, title: 'Kejadian hari ini disembunyikan', detail: 'Terlalu sedikit kejadian pada hari itu untuk ditampilkan tanpa menunjuk seseorang. Pilih hari lain.' },
});

/** Puts a dead job back into its queue, with a reason that stays on record. */
export function reviveJob(jobs: Jobs) {
  return action({
    name: 'hub/revive-job',
    input: z.object({ job: z.uuid(), reason: z.string().trim().min(5, 'Tulis alasan singkat, sekurang-kurangnya lima huruf.').max(300) }),
    allow: 'hub/operate',
    async run(work, { job, reason }) {
      work.note({ subject: `job/${job}`, reason });
      // The queue has its own connection: it is asked after the reason is on record.
      work.after(() => jobs.revive(job));
    },
  });
}

/** Fails unless the job still waits to be revived. */
export async function requireDead(jobs: Jobs, job: string): Promise<void> {
  if (!(await jobs.dead(500)).some((dead) => dead.id === job)) throw new Problem(refusals.jobGone);
}
