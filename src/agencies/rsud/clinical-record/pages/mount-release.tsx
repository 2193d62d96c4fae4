import type { FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from '#kernel/problem';
import type { Perform } from '#platform/action';
import type { Documents } from '#platform/documents';
import { answer, mountAction, type Http } from '#platform/http';
import type { FormState } from '#platform/ui';
import { releaseRecord, releaseRows, releasedBundle, type ReleaseRow } from '../actions/release.ts';
import { refusals } from '../problems.ts';
import type { openRecord } from '../record.ts';
import { bases, releaseBlocks } from '../rules/release.ts';
import type { SeenLog } from '../seen/seen.ts';
import { reader } from '../store/tables.ts';
import { mayOpen } from './gate.ts';
import { ReleasePage, releaseHome } from './release.tsx';

const permission = 'clinical-record/release';

/** Copies of records: made, listed, and fetched as PDF (with the FHIR bundle inside) or as the bundle alone. Each fetch is a look. */
export function mountRelease({ http, perform, record, seen, documents }: { http: Http; perform: Perform; record: ReturnType<typeof openRecord>; seen: SeenLog; documents: Documents }): void {
  const { app } = http;
  const release = releaseRecord(record);
  const { database, zone } = record.doors;
  mountAction(app, perform, { path: '/api/clinical-record/releases', tag: 'clinical-record', summary: 'Serahkan salinan rekam medis: kepada siapa, untuk apa, atas dasar apa', action: release });

  app.get(releaseHome, async (request, reply) => (mayOpen(request, reply, permission) ? show(request, reply, { values: {} }) : reply));
  app.post(releaseHome, async (request, reply) => {
    const values = (request.body ?? {}) as Record<string, string>;
    try {
      const patient = await patientOf(request, values['patient']?.trim() ?? '');
      const made = await perform(release, request.actor, { patient, ...(values['encounter'] ? { encounter: values['encounter'].trim() } : {}), toWhom: values['toWhom'] ?? '', purpose: values['purpose'] ?? '', basis: values['basis'], sensitive: values['sensitive'] === 'on' }, { requestId: request.id });
      return await reply.redirect(`${releaseHome}?dibuat=${made.id}`, 303);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return show(request, reply, { values, problem: error }, error.status);
    }
  });

  app.get<{ Params: { id: string } }>(`${releaseHome}/:id.json`, async (request, reply) => {
    const row = await opened(request, reply);
    return row ? reply.header('Cache-Control', 'no-store').header('Content-Disposition', `attachment; filename="rekam-medis-${row.id}.json"`).type('application/fhir+json').send(JSON.stringify(await releasedBundle(reader(database), row))) : reply;
  });
  app.get<{ Params: { id: string } }>(`${releaseHome}/:id.pdf`, async (request, reply) => {
    const row = await opened(request, reply);
    if (!row) return reply;
    const bundle = await releasedBundle(reader(database), row);
    const { pdf } = await documents.renderById('standard/report', {
      heading: 'Salinan rekam medis', subheading: `Diserahkan kepada ${row.to_whom}, untuk ${row.purpose}`, summary: `Dibuat ${row.at.toZonedDateTimeISO(zone).toPlainDate().toString()}. ${row.resources} catatan; ${row.withheld} catatan peka tidak disertakan. SHA-256 ${row.sha256}.`, blocks: releaseBlocks(bundle),
    }, { at: row.at, original: { name: 'rekam-medis.json', type: 'application/fhir+json', text: JSON.stringify(bundle), description: 'Rekam yang sama sebagai bundel FHIR R4' } });
    return reply.header('Cache-Control', 'no-store').header('Content-Disposition', `attachment; filename="rekam-medis-${row.id}.pdf"`).type('application/pdf').send(Buffer.from(pdf));
  });

  /** The copy named in the address, its opening written down first. */
  async function opened(request: FastifyRequest<{ Params: { id: string } }>, reply: FastifyReply): Promise<ReleaseRow | undefined> {
    if (!mayOpen(request, reply, permission)) return undefined;
    const row = /^[0-9a-f-]{36}$/.test(request.params.id) ? (await releaseRows(reader(database), request.params.id))[0] : undefined;
    if (!row) throw new Problem(refusals.notFound);
    await seen.record({ actor: request.actor, interaction: 'operation', purpose: bases[row.basis], service: 'clinical-record', patients: [row.patient], entities: [`Bundle/${row.id}`], asked: ['release'], requestId: request.id });
    return row;
  }

  /** A patient by medical record number, or by id. */
  async function patientOf(request: FastifyRequest, typed: string): Promise<string> {
    const why = { purpose: 'claim', service: 'clinical-record', permission } as const;
    const [byNumber, ...others] = typed === '' ? [] : (await record.search(request.actor, 'Patient', [['identifier', typed.replaceAll(/[\\,$|]/g, (letter) => `\\${letter}`)]], why)).resources;
    if (others.length > 0) throw new Problem(refusals.manyMatches, { fields: { patient: refusals.manyMatches.detail } });
    return byNumber?.id ?? typed;
  }

  async function show(request: FastifyRequest, reply: FastifyReply, state: FormState, status = 200): Promise<FastifyReply> {
    const rows = await releaseRows(reader(database));
    const { dibuat } = request.query as { dibuat?: string };
    return answer(reply.header('Cache-Control', 'no-store'), <ReleasePage rows={rows} state={state} made={rows.find((row) => row.id === dibuat)} />, status);
  }
}
