import { readFileSync } from 'node:fs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from '#kernel/problem';
import { answer, type Http } from '#platform/http';
import type { FormState } from '#platform/ui';
import { refusals } from '../../problems.ts';
import { readPharmacyCase, readPharmacyDesk } from '../../reads/pharmacy-desk.ts';
import { medicineOf } from '../../reference/reference.ts';
import { labelOf } from '../../rules/label.ts';
import { readSigna } from '../../rules/signa.ts';
import { readerOf } from '../../store/reader.ts';
import { reviewLines } from '../../rules/review.ts';
import type { Larajaket } from '../../rooms.ts';
import { idIn, mayLook, valuesOf } from '../gate.ts';
import { LabelsPage } from './label.tsx';
import { SpokenLabelPage } from './spoken.tsx';
import { PharmacyPage } from './pharmacy.tsx';

const home = '/sih-larajaket/farmasi';
const dispense = 'sih-larajaket/dispense';

/** The pharmacy: review, prepare, label, hand over. */
export function mountPharmacy({ app }: Http, { doors, perform, actions }: Larajaket): void {
  app.get(home, async (request, reply) => (mayLook(request, reply, dispense) ? show(request, reply, {}) : reply));
  app.get(`${home}/:visit`, async (request, reply) => (mayLook(request, reply, dispense) ? show(request, reply, { visit: idIn(request) }) : reply));
  app.get(`${home}/:visit/etiket`, async (request, reply) => {
    if (!mayLook(request, reply, dispense)) return reply;
    const chosen = await readPharmacyCase(doors, request.actor, idIn(request));
    await perform(actions.recordPrint, request.actor, { visitId: chosen.visit.id, what: 'label', sheets: Math.max(1, chosen.rx.items.length) }, { requestId: request.id });
    return answer(reply.header('Cache-Control', 'no-store'), <LabelsPage chosen={chosen} pharmacist={request.actor.name} linkOf={(itemId) => doors.publicUrl(`/sih-larajaket/etiket/${doors.signLabel(itemId)}`)} />);
  });

  const island = readFileSync(new URL('./island/speak-label.js', import.meta.url));
  app.get('/sih-larajaket/aset/speak-label.js', (_request, reply) => reply.type('text/javascript').header('Cache-Control', 'public, max-age=3600').send(island));
  app.get('/sih-larajaket/etiket/:token', async (request, reply) => {
    const itemId = doors.unsignLabel((request.params as { token: string }).token);
    const item = itemId ? await readerOf(doors.database).selectFrom('sih_larajaket.rx_item').select(['drug', 'drug_name', 'signa', 'recipe']).where('id', '=', itemId).executeTakeFirst() : undefined;
    const medicine = item && medicineOf(item.drug);
    const read = item && readSigna(item.signa);
    if (!medicine || !read?.ok) throw new Problem(refusals.linkGone);
    const label = labelOf(medicine, read.signa);
    return answer(reply, <SpokenLabelPage label={item.recipe ? { ...label, drug: item.drug_name } : label} />);
  });

  app.post(`${home}/:visit/:verb`, async (request, reply) => {
    const visitId = idIn(request);
    const { values } = valuesOf(request.body);
    const about = { requestId: request.id };
    try {
      switch ((request.params as { verb: string }).verb) {
        case 'telaah': await perform(actions.reviewRx, request.actor, { visitId, version: values['version'], verdicts: verdictsIn(values) }, about); break;
        case 'siapkan': await perform(actions.prepareRx, request.actor, { visitId, version: values['version'] }, about); break;
        case 'serahkan': await perform(actions.handRx, request.actor, { visitId, version: values['version'], way: values['way'], receiver: values['receiver'] ?? '', quantities: Object.fromEntries(Object.entries(values).filter(([name]) => name.startsWith('q-')).map(([name, value]) => [name.slice(2), value])) }, about); break;
        case 'lanjutan': await perform(actions.refill, request.actor, { visitId, itemId: values['itemId'], quantity: values['quantity'], receiver: values['receiver'] ?? '' }, about); break;
        default: throw new Problem(refusals.notNow);
      }
      return await reply.redirect(`${home}/${visitId}`, 303);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return show(request, reply, { visit: visitId, state: { values, problem: error } }, error.status);
    }
  });

  async function show(request: FastifyRequest, reply: FastifyReply, given: { visit?: string; state?: FormState }, status = 200) {
    const desk = await readPharmacyDesk(doors, request.actor);
    const chosen = given.visit ? await readPharmacyCase(doors, request.actor, given.visit) : undefined;
    return answer(reply.header('Cache-Control', 'no-store'), <PharmacyPage desk={desk} chosen={chosen} state={given.state ?? { values: {} }} />, status);
  }
}

/** Lines nobody was asked about are not in the form; empty notes are no notes. */
function verdictsIn(values: Readonly<Record<string, string>>) {
  return reviewLines.flatMap(({ id }) => {
    const verdict = values[`v-${id}`];
    if (!verdict) return [];
    const [note, solvedBy] = [values[`n-${id}`]?.trim(), values[`s-${id}`]?.trim()];
    return [{ line: id, verdict, ...(note ? { note } : {}), ...(solvedBy ? { solvedBy } : {}) }];
  });
}
