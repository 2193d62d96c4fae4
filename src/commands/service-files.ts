/** What a new service is called and when it was made. */
export interface NewService {
  readonly agency: string;
  readonly id: string;
  readonly name: string;
  /** UTC; names the first migration. */
  readonly at: Temporal.PlainDateTime;
}

/** The first rooms of a service, as file name → text: small, running, and shaped like every other service. */
export function serviceFiles(service: NewService): Record<string, string> {
  const schema = service.id.replaceAll('-', '_');
  return {
    'README.md': readme(service),
    'manifest.ts': manifest(service),
    'service.ts': mounting(service),
    'problems.ts': refusals(service),
    'procedure.ts': steps(service),
    'actions/submit.ts': submit(service, schema),
    'store/tables.ts': tables(schema),
    'pages/start.tsx': startPage(service),
    [`migrations/${stamp(service.at)}_${schema}_requests.sql`]: migration(service, schema),
    [`${service.id}.db.test.ts`]: test(service),
  };
}

function stamp(at: Temporal.PlainDateTime): string {
  return at.toString({ smallestUnit: 'minute' }).replaceAll(/[-:]/g, '');
}

const readme = ({ name, id }: NewService) => `# ${name}

For whom, the real-life workflow, the standards, how to try it in two minutes: one page.

Try it: \`./serasan start\`, open \`/${id}\`, send the form. The request appears in the public figures within a second.
`;

const manifest = ({ agency, id, name }: NewService) => `import type { Manifest } from '#kernel/manifest';

/** What ${name} says about itself. Replace every sentence with the agency's own promise before going live. */
export const manifest: Manifest = {
  id: '${id}',
  name: '${name}',
  expansion: { id: '${name}' },
  agency: '${agency}',
  summary: { id: '${name}: layanan baru yang sedang disiapkan.', en: '${name}: a new service in preparation.' },
  standard: {
    version: 1, validFrom: '2026-01-01',
    requirements: [{ id: 'Uraian keperluan' }], procedure: [{ id: 'Isi formulir' }, { id: 'Tunggu jawaban petugas' }],
    completionTime: { id: 'Ditetapkan oleh dinas' }, fee: { id: 'Tidak dipungut biaya' }, product: { id: 'Jawaban tertulis' }, complaints: { id: 'SP4N-LAPOR!' },
    legalBasis: ['UU 25/2009 tentang Pelayanan Publik'], facilities: { id: 'Laman ini' }, competence: { id: 'Ditetapkan oleh dinas' }, supervision: { id: 'Atasan langsung' },
    staffing: { id: 'Ditetapkan oleh dinas' }, guarantee: { id: 'Ditetapkan oleh dinas' }, safety: { id: 'Data pribadi disamarkan' }, evaluation: { id: 'Angka bulanan di laman bukti publik' },
  },
  roles: [{ id: '${id}/officer', name: { id: 'Petugas ${name}' }, permissions: ['${id}/answer'] }],
  permissions: [{ id: '${id}/answer', means: { id: 'Menjawab permohonan' } }],
  events: [{ type: '${id}/submitted', version: 1, means: { id: 'Permohonan diterima' } }],
  measures: [{
    id: 'submitted', name: { id: 'Permohonan diterima', en: 'Requests received' }, definition: { id: 'Jumlah permohonan yang masuk.' },
    unit: 'kali', kind: 'count', of: { events: ['${id}/submitted'] }, staleAfterHours: 720,
  }],
  entrances: [{ path: '/${id}', name: { id: 'Ajukan permohonan', en: 'Send a request' }, for: 'resident' }],
};
`;

const mounting = ({ id, name }: NewService) => `import { h } from 'preact';
import type { Perform } from '#platform/action';
import { mountForm, type Http } from '#platform/http';
import { submit } from './actions/submit.ts';
import { StartPage } from './pages/start.tsx';

/** Mounts the rooms of ${name} on the floors of the house. */
export function mount(floors: { http: Http; perform: Perform }): void {
  mountForm(floors.http.app, {
    path: '/${id}',
    view: (_request, state) => h(StartPage, { state }),
    async send(request, values) {
      const { number } = await floors.perform(submit, request.actor, values, { requestId: request.id });
      return \`/${id}?nomor=\${number}\`;
    },
  });
}
`;

const refusals = ({ id }: NewService) => `import { problems } from '#kernel/problem';

/** Every refusal of this service. */
export const refusals = problems('${id}', {
  subjectMissing: { status: 422, title: 'Keperluan belum diisi', detail: 'Tulis keperluan Anda dalam satu kalimat, lalu kirim lagi.' },
});
`;

const steps = ({ id }: NewService) => `import { procedure } from '#kernel/procedure';

/** States of a request and who moves it on. */
export const request = procedure({
  submitted: { answer: { to: 'answered', by: '${id}/answer', within: { amount: 2, unit: 'working-day' } } },
  answered: {},
});
`;

const submit = ({ id }: NewService, schema: string) => `import { z } from 'zod';
import { action } from '#platform/action';
import { refusals } from '../problems.ts';
import type { Tables } from '../store/tables.ts';

/** A resident sends a request. Answers its number. */
export const submit = action({
  name: '${id}/submit',
  input: z.object({ subject: z.string().trim().min(3, refusals.subjectMissing.detail).max(500) }),
  allow: 'anyone',
  constraints: { request_subject_said: refusals.subjectMissing },
  async run(work, { subject }) {
    const { number } = await work.tables<Tables>().insertInto('${schema}.request').values({ id: work.newId(), subject, state: 'submitted', submitted_at: work.now.toString() }).returning('number').executeTakeFirstOrThrow();
    work.emit({ type: '${id}/submitted', version: 1, subject: \`${id}-\${number}\`, data: {} });
    return { number };
  },
});
`;

const tables = (schema: string) => `import type { Generated } from 'kysely';

export interface Tables {
  '${schema}.request': { id: string; number: Generated<number>; subject: string; state: string; submitted_at: string };
}
`;

const migration = ({ name }: NewService, schema: string) => `-- ${name}: requests.
create schema ${schema};

create table ${schema}.request (
  id uuid primary key,
  number int generated always as identity unique,
  subject text not null constraint request_subject_said check (length(trim(subject)) >= 3),
  state text not null check (state in ('submitted', 'answered')),
  submitted_at timestamptz not null
);
`;

const startPage = ({ name }: NewService) => `import { Button, ErrorSummary, Field, Layout, Notice, type FormState } from '#platform/ui';

/** The first page: what it is, and the form. */
export function StartPage({ state }: { state: FormState }) {
  const number = state.values['nomor'];
  return (
    <Layout title="${name}">
      <h1>${name}</h1>
      {number ? <Notice kind="done" title={\`Permohonan nomor \${number} diterima.\`}>Petugas menjawab paling lama 2 hari kerja.</Notice> : null}
      <ErrorSummary problem={state.problem} />
      <form method="post">
        <Field name="subject" label="Keperluan Anda" state={state} required />
        <Button>Kirim permohonan</Button>
      </form>
    </Layout>
  );
}
`;

const test = ({ id, name }: NewService) => `import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestHouse, type TestHouse } from '../../../../test/engines/index.ts';

let town: TestHouse;
beforeAll(async () => { town = await openTestHouse(); });
afterAll(() => town.close());

const send = (subject: string) => town.house.http.app.inject({ method: 'POST', url: '/${id}', headers: { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' }, payload: new URLSearchParams({ subject }).toString() });

it('takes a request and counts it in public', async () => {
  expect((await send('Minta keterangan')).statusCode).toBe(303);
  const { rows } = await town.house.pool.query("select count(*)::int as n from evidence.event where type = '${id}/submitted'");
  expect(rows[0].n).toBe(1);
});

it('shows the form again with what to do when the subject is missing', async () => {
  const answer = await send('  ');
  expect(answer.statusCode).toBe(422);
  expect(answer.body).toContain('Tulis keperluan Anda');
});

it('is found on the portal', async () => {
  expect((await town.house.http.app.inject({ url: '/', headers: { accept: 'text/html' } })).body).toContain('${name}');
});
`;
