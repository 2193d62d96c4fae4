import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { can, type Actor } from '#kernel/actor';
import { Problem } from '#kernel/problem';
import { civilDate, formatLongDate, weekdayName } from '#kernel/time';
import { action, refusals } from '#platform/action';
import { answer } from '#platform/http';
import { Button, DataTable, Hidden, Layout, Notice, PageHead, SelectField, useFrame, useWords } from '#platform/ui';
import type { Saroale } from '../../rooms.ts';
import type { Client } from '../client/client.ts';
import type { BpjsDoors } from '../doors.ts';
import { approval, compareHours, type Difference, type OurHours } from '../rules/hfis.ts';
import type { StandIn } from '../standin/standin.ts';
import { BpjsNav } from './nav.tsx';
import { words } from './words.ts';

type Poli = Awaited<ReturnType<Saroale['reads']['polis']>>[number];
interface MirrorProps { readonly actor: Actor; readonly polis: readonly Poli[]; readonly poli: string; readonly differences: readonly Difference[] | undefined; readonly filed?: Temporal.PlainDate | undefined; readonly fault?: string | undefined }

/** Hours were sent to HFIS; the sending itself happened before. */
const recordFiling = action({
  name: 'saroale/bpjs-file-hours', allow: 'saroale/schedule', input: z.object({ poli: z.string(), doctor: z.number().int(), effectiveFrom: z.string() }),
  async run(work, input): Promise<void> { work.note({ subject: `hfis/${input.poli}/${input.doctor}`, effectiveFrom: input.effectiveFrom }); },
});

/** Our practice hours beside HFIS's, and filing ours there: `/saroale/bpjs/jadwal`, permission `saroale/schedule`. */
export function mountMirror({ http: { app }, clock, zone, perform }: BpjsDoors, saroale: Saroale, client: Client, standIn: StandIn | undefined): void {
  const guard = (request: FastifyRequest) => { if (!can(request.actor, 'saroale/schedule')) throw new Problem(refusals.forbidden); };
  const page = async (actor: Actor, code: string, more: Pick<MirrorProps, 'filed' | 'fault'> = {}) => {
    const polis = (await saroale.reads.polis()).filter((poli) => poli.subspecialtyCode !== null);
    const poli = polis.find((one) => one.code === code);
    const found = poli ? await differencesOf(poli) : { differences: undefined, fault: undefined };
    return <Mirror actor={actor} polis={polis} poli={code} differences={found.differences} filed={more.filed} fault={more.fault ?? found.fault} />;
  };

  async function ourHours(poli: string): Promise<OurHours[]> {
    const today = civilDate(clock.now(), zone);
    const doctors = new Map((await saroale.reads.doctors()).map((doctor) => [doctor.id, doctor]));
    return (await saroale.reads.schedules(today)).filter((one) => one.poli === poli && one.weekday <= 7).flatMap((one) => {
      const doctor = doctors.get(one.doctor);
      return doctor?.hfisCode ? [{ doctor: doctor.hfisCode, doctorName: doctor.shownName, weekday: one.weekday, hours: `${one.opens}-${one.closes}`, quota: one.quotaJkn + one.quotaOther }] : [];
    });
  }

  async function differencesOf(poli: Poli): Promise<{ differences: Difference[] | undefined; fault: string | undefined }> {
    const ours = await ourHours(poli.code);
    const kodepoli = poli.subspecialtyCode ?? '';
    if (standIn && !standIn.state.hfis.has(kodepoli)) standIn.setSchedule(kodepoli, ours.map((one) => ({ kodesubspesialis: kodepoli, namasubspesialis: poli.name, kodepoli: poli.bpjsCode ?? '', namapoli: poli.name, kodedokter: one.doctor, namadokter: one.doctorName, hari: one.weekday, namahari: '', jadwal: one.hours, kapasitaspasien: one.quota, libur: 0 })));
    const today = civilDate(clock.now(), zone);
    const answers = await Promise.all([1, 2, 3, 4, 5, 6, 7].map((days) => client.call('jadwalDokter', { kodepoli, tanggal: today.add({ days }).toString() })));
    const away = answers.find((one) => one.kind === 'retry');
    if (away) return { differences: undefined, fault: away.message };
    return { differences: compareHours(ours, answers.flatMap((one) => (one.kind === 'ok' ? one.response ?? [] : []))), fault: undefined };
  }

  app.get('/saroale/bpjs/jadwal', async (request, reply) => {
    guard(request);
    return answer(reply, await page(request.actor, String((request.query as { poli?: string }).poli ?? '')));
  });
  app.post('/saroale/bpjs/jadwal', async (request, reply) => {
    guard(request);
    const body = z.object({ poli: z.string(), doctor: z.coerce.number().int() }).parse(request.body);
    const poli = await saroale.reads.poli(body.poli);
    const hours = (await ourHours(body.poli)).filter((one) => one.doctor === body.doctor);
    const sent = await client.call('updateJadwalDokter', {
      kodepoli: poli?.bpjsCode ?? '', kodesubspesialis: poli?.subspecialtyCode ?? '', kodedokter: body.doctor,
      jadwal: hours.map((one) => { const [buka = '', tutup = ''] = one.hours.split('-'); return { hari: String(one.weekday), buka, tutup }; }),
    });
    if (sent.kind !== 'ok') return answer(reply, await page(request.actor, body.poli, { fault: sent.message }), 409);
    const { effectiveFrom } = approval(clock.now(), zone);
    await perform(recordFiling, request.actor, { ...body, effectiveFrom: effectiveFrom.toString() }, { requestId: request.id });
    return answer(reply, await page(request.actor, body.poli, { filed: effectiveFrom }));
  });
}

function Mirror({ actor, polis, poli, differences, filed, fault }: MirrorProps) {
  const t = useWords(words);
  const { locale } = useFrame();
  const doctors = [...new Map((differences ?? []).filter((one) => one.here !== '').map((one) => [one.doctor, one.doctorName]))];
  return (
    <Layout title={t('mirror')} kind="desk">
      <PageHead title={t('mirror')} lead={t('mirrorLead')} />
      <BpjsNav actor={actor} />
      {filed ? <Notice kind="done">{t('filed', { date: formatLongDate(filed, locale) })}</Notice> : null}
      {fault ? <Notice kind="attention">{t('notFiled', { why: fault })}</Notice> : null}
      <form method="get" action="/saroale/bpjs/jadwal">
        <SelectField name="poli" label={t('poli')} state={{ values: { poli } }} options={polis.map((one) => ({ value: one.code, label: one.name }))} />
        <Button>{t('compare')}</Button>
      </form>
      {differences === undefined ? null : (
        <DataTable caption={t('mirror')} rows={differences} rowKey={(row) => `${row.doctor}-${row.weekday}-${row.here}-${row.hfis}`} empty={<Notice kind="done">{t('same')}</Notice>} columns={[
          { head: t('doctor'), cell: (row) => row.doctorName },
          { head: t('day'), cell: (row) => weekdayName(Temporal.PlainDate.from('2026-11-22').add({ days: row.weekday }), locale) },
          { head: t('ours'), cell: (row) => row.here || '–' },
          { head: 'HFIS', cell: (row) => row.hfis || '–' },
        ]} />
      )}
      {doctors.map(([code, name]) => (
        <form method="post" action="/saroale/bpjs/jadwal" key={String(code)}>
          <Hidden name="poli" value={poli} /><Hidden name="doctor" value={String(code)} />
          <p>{name} <Button kind="lesser">{t('file')}</Button></p>
        </form>
      ))}
    </Layout>
  );
}
