import type { FastifyRequest } from 'fastify';
import { can } from '#kernel/actor';
import type { Manifest } from '#kernel/manifest';
import { Problem } from '#kernel/problem';
import { civilDate } from '#kernel/time';
import { refusals as actionRefusals, type Perform } from '#platform/action';
import type { Database } from '#platform/database';
import { mountForm, type Http } from '#platform/http';
import type { FormState } from '#platform/ui';
import { wholeRegency } from '#commons/access';
import { finishAction, moderateAction, planAction, publishAction } from '../actions/desk.ts';
import { skmReference } from '../reference.ts';
import { elementMeans, resultOf } from '../store/results.ts';
import type { SurveyTables } from '../store/tables.ts';
import { SurveyDesk } from './desk.tsx';

interface Deps { readonly http: Http; readonly database: Database; readonly perform: Perform; readonly zone: string; readonly manifests: readonly Manifest[] }

/** `/skm/meja`: follow-up of an agency; moderation and publication of Organisasi. */
export function mountSurveyDesk({ http, database, perform, zone, manifests }: Deps): void {
  http.addEntrances([{ path: '/skm/meja', name: { id: 'Meja survei', en: 'Survey desk' }, for: 'desk', permission: 'survey/see' }]);
  const today = () => civilDate(database.clock.now(), zone);

  async function view(request: FastifyRequest, state: FormState) {
    requireSeeing(request);
    const { actor } = request;
    const whole = actor.agency === wholeRegency || actor.kind === 'system';
    const mine = manifests.filter((manifest) => whole || manifest.agency === actor.agency);
    const ids = mine.map((manifest) => manifest.id);
    const scores = await elementMeans(database, { from: today().subtract({ months: 12 }), to: today() });
    const tables = database.read<SurveyTables>();
    const may = { plan: can(actor, 'survey/follow-up'), moderate: can(actor, 'survey/moderate'), publish: can(actor, 'survey/publish') };
    const plans = ids.length === 0 ? [] : await tables.selectFrom('survey.follow_up').selectAll().where('service', 'in', ids).orderBy('due').limit(100).execute();
    const published = ids.length === 0 ? [] : await tables.selectFrom('survey.publication').selectAll().where('service', 'in', ids).orderBy('published_at', 'desc').limit(30).execute();
    const comments = may.moderate ? await tables.selectFrom('survey.response').select(['id', 'service', 'comment']).where('comment_state', '=', 'waiting').orderBy('at').limit(50).execute() : [];
    return (
      <SurveyDesk may={may} state={state} comments={comments.map((row) => ({ id: row.id, service: row.service, comment: row.comment ?? '' }))}
        services={mine.flatMap((manifest) => {
          const score = scores.get(manifest.id);
          if (!score || score.n < skmReference.leastGroup) return [];
          const lowest = [...score.elements].filter((element) => element.mean).sort((a, b) => Number((a.mean ?? 0).valueOf()) - Number((b.mean ?? 0).valueOf())).slice(0, 3).map((element) => element.key);
          return [{ id: manifest.id, name: manifest.name, score, lowest }];
        })}
        plans={plans.map((row) => ({ id: row.id, service: row.service, element: row.element, step: row.step, owner: row.owner, due: row.due, proof: row.proof, late: row.due < today().toString() }))}
        published={published.map((row) => { const body = JSON.parse(row.body) as { index: string; n: number }; return { id: row.id, service: row.service, from: row.from_day, to: row.to_day, index: body.index, n: body.n, reason: row.reason }; })} />
    );
  }

  mountForm(http.app, {
    path: '/skm/meja',
    view,
    async send(request, values) {
      requireSeeing(request);
      const about = { requestId: request.id };
      const manifest = manifests.find((one) => one.id === values['service']);
      switch (values['verb']) {
        case 'plan': await perform(planAction, request.actor, { service: manifest?.id, agency: manifest?.agency, element: values['element'], step: values['step'], owner: values['owner'], due: values['due'] }, about); break;
        case 'finish': await perform(finishAction, request.actor, { id: values['id'], proof: values[`proof-${values['id'] ?? ''}`] }, about); break;
        case 'publish': {
          const span = spanOf(values);
          await perform(publishAction(await resultOf(database, { service: manifest?.id ?? '-', ...span })), request.actor, { service: manifest?.id, from: values['from'], to: values['to'], reason: values['reason'] || undefined }, about);
          break;
        }
        case undefined:
        default: await perform(moderateAction, request.actor, { response: values['response'], show: values['verb'] === 'show' }, about);
      }
      return '/skm/meja';
    },
  });
}

/** The days of the form; a span that is none reads nothing and is refused by the action's own check. */
function spanOf(values: Readonly<Record<string, string>>): { from: Temporal.PlainDate; to: Temporal.PlainDate } {
  try {
    return { from: Temporal.PlainDate.from(values['from'] ?? ''), to: Temporal.PlainDate.from(values['to'] ?? '') };
  } catch {
    throw new Problem(actionRefusals.invalid, { fields: { from: 'Tulis tanggal sebagai tttt-bb-hh.' } });
  }
}

function requireSeeing(request: FastifyRequest): void {
  if (!can(request.actor, 'survey/see')) throw new Problem(actionRefusals.forbidden);
}
