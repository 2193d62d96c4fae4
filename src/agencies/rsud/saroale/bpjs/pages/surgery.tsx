import { can, type Actor } from '#kernel/actor';
import { Problem, problems } from '#kernel/problem';
import { civilDate } from '#kernel/time';
import { refusals as actionRefusals } from '#platform/action';
import { mountForm } from '#platform/http';
import { Button, DataTable, ErrorSummary, Field, Hidden, Layout, PageHead, SelectField, StatusTag, useWords, type FormState } from '#platform/ui';
import { sql } from 'kysely';
import type { FastifyRequest } from 'fastify';
import type { BpjsDoors } from '../doors.ts';
import { finishSurgery, plannedFrom, planSurgery } from '../served/surgery.ts';
import { BpjsNav } from './nav.tsx';
import { words } from './words.ts';

const refusals = problems('saroale', {
  bpjsNoSuchPerson: { status: 422, title: 'Pasien tidak ditemukan', detail: 'Periksa nomor kartu JKN (13 angka) atau NIK (16 angka). Pasien harus sudah terdaftar di rumah sakit.' },
});

interface Row { readonly code: string; readonly date: string; readonly operation: string; readonly poli: string; readonly done: boolean }

/** Planned operations, which Mobile JKN shows to members: `/saroale/bpjs/operasi`, permission `saroale/schedule`. */
export function mountSurgery({ http: { app }, perform, database, people, random, clock, zone }: BpjsDoors): void {
  const plan = planSurgery(random);
  const guard = (request: FastifyRequest) => { if (!can(request.actor, 'saroale/schedule')) throw new Problem(actionRefusals.forbidden); };
  mountForm(app, {
    path: '/saroale/bpjs/operasi',
    async view(request, state) {
      guard(request);
      const { rows: polis } = await sql<{ code: string; name: string }>`select code, name from saroale.poli where active order by name`.execute(database.read() as never);
      return <Surgery actor={request.actor} state={state} polis={polis} rows={await plannedFrom(database, civilDate(clock.now(), zone).subtract({ days: 7 }))} />;
    },
    async send(request, values) {
      guard(request);
      if (values['code']) {
        await perform(finishSurgery, request.actor, { code: values['code'] }, { requestId: request.id });
        return '/saroale/bpjs/operasi';
      }
      const number = (values['card'] ?? '').replace(/\D/g, '');
      const person = await people.findBy(number.length === 13 ? 'noka' : 'nik', number);
      if (!person) throw new Problem(refusals.bpjsNoSuchPerson, { fields: { card: refusals.bpjsNoSuchPerson.detail } });
      await perform(plan, request.actor, { personId: person.id, date: values['date'], operation: values['operation'], poli: values['poli'] }, { requestId: request.id });
      return '/saroale/bpjs/operasi';
    },
  });
}

function Surgery({ actor, state, polis, rows }: { actor: Actor; state: FormState; polis: readonly { code: string; name: string }[]; rows: readonly Row[] }) {
  const t = useWords(words);
  return (
    <Layout title={t('surgery')} kind="desk">
      <PageHead title={t('surgery')} lead={t('surgeryLead')} />
      <BpjsNav actor={actor} />
      <ErrorSummary problem={state.problem} />
      <form method="post" action="/saroale/bpjs/operasi">
        <Field name="card" label={t('card')} state={state} inputmode="numeric" required />
        <Field name="date" label={t('date')} type="date" state={state} required />
        <Field name="operation" label={t('operation')} state={state} required />
        <SelectField name="poli" label={t('poli')} state={state} options={polis.map((poli) => ({ value: poli.code, label: poli.name }))} required />
        <Button>{t('plan')}</Button>
      </form>
      <DataTable caption={t('surgery')} rows={rows} rowKey={(row) => row.code} empty={<p>{t('noSurgery')}</p>} columns={[
        { head: t('code'), cell: (row) => row.code },
        { head: t('date'), cell: (row) => row.date },
        { head: t('operation'), cell: (row) => row.operation },
        { head: t('poli'), cell: (row) => row.poli },
        { head: t('act'), cell: (row) => (row.done ? <StatusTag kind="done">{t('done')}</StatusTag> : <form method="post" action="/saroale/bpjs/operasi"><Hidden name="code" value={row.code} /><Button kind="lesser">{t('markDone')}</Button></form>) },
      ]} />
    </Layout>
  );
}
