import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Problem, problems } from '#kernel/problem';
import { refusals as actionRefusals } from '#platform/action';
import { Layout, LinkButton, Notice, PageHead, useWords } from '#platform/ui';
import { answer, wantsPage } from './answer.ts';

const refusals = problems('http', {
  notFound: { status: 404, title: 'Laman tidak ditemukan', detail: 'Periksa alamatnya, atau mulai lagi dari halaman depan.' },
  tooMany: { status: 429, title: 'Terlalu banyak permintaan', detail: 'Tunggu satu menit, lalu coba lagi.' },
  tooLarge: { status: 413, title: 'Kiriman terlalu besar', detail: 'Kecilkan berkas Anda, lalu kirim lagi.' },
  unreadable: { status: 400, title: 'Kiriman tidak terbaca', detail: 'Muat ulang halaman, lalu kirim lagi.' },
  unavailable: { status: 503, title: 'Layanan sedang pulih', detail: 'Isian Anda belum tersimpan. Tunggu sebentar, lalu kirim lagi.' },
  fault: { status: 500, title: 'Ada gangguan di sistem kami', detail: 'Gangguan ini sudah tercatat. Coba lagi sebentar lagi, atau hubungi petugas.' },
});

const databaseAway = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOENT', '57P01', '57P02', '57P03', '08006', '08003', '08001']);

/** Every error leaves as a problem: a page for people, problem+json for machines, and only our own faults go to the log as errors. */
export function answerProblems(app: FastifyInstance): void {
  app.setErrorHandler((error, request, reply) => {
    const problem = asProblem(error);
    if (problem.status >= 500) request.log.error({ err: error, requestId: request.id }, 'fault');
    return send(problem, request, reply);
  });
  app.setNotFoundHandler((request, reply) => send(new Problem(refusals.notFound), request, reply));
}

function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const fields = fieldsAtFault(error);
  if (fields) return new Problem(actionRefusals.invalid, { fields });
  const status = statusOf(error);
  if (status === 429) return new Problem(refusals.tooMany);
  if (status === 413) return new Problem(refusals.tooLarge);
  if (status !== undefined && status >= 400 && status < 500) return new Problem(refusals.unreadable, { cause: error });
  if (databaseAway.has(codeOf(error))) return new Problem(refusals.unavailable, { cause: error });
  return new Problem(refusals.fault, { cause: error });
}

function send(problem: Problem, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (wantsPage(request)) return answer(reply, <ProblemPage problem={problem} requestId={request.id} />, problem.status);
  return reply.code(problem.status).type('application/problem+json').send(JSON.stringify({ ...problem.toJSON(), instance: request.id }));
}

function ProblemPage({ problem, requestId }: { problem: Problem; requestId: string }) {
  const t = useWords(words);
  return (
    <Layout title={problem.title}>
      <PageHead title={problem.title} />
      <Notice kind="attention">{problem.detail}</Notice>
      <div class="actions"><LinkButton href="/" kind="lesser">{t('home')}</LinkButton></div>
      <p class="quiet">{t('reference')} <code>{requestId}</code></p>
    </Layout>
  );
}

const words = {
  home: { id: 'Buka halaman depan', en: 'Go to the front page' },
  reference: { id: 'Sebutkan nomor ini bila Anda menghubungi petugas:', en: 'Quote this number if you contact us:' },
};

/** Faults of a route's schema, one message per field. */
function fieldsAtFault(error: unknown): Record<string, string> | undefined {
  if (typeof error !== 'object' || error === null || !('validation' in error) || !Array.isArray(error.validation)) return undefined;
  const fields: Record<string, string> = {};
  for (const issue of error.validation as { instancePath?: string; message?: string }[]) {
    fields[(issue.instancePath ?? '').replace(/^\//, '').replaceAll('/', '.') || '_'] ??= issue.message ?? '';
  }
  return fields;
}

function statusOf(error: unknown): number | undefined {
  return typeof error === 'object' && error !== null && 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : undefined;
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}
