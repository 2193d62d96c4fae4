import type { Manifest } from '#kernel/manifest';
import { Problem, problems } from '#kernel/problem';
import { answer, type Http } from '#platform/http';
import { civilDate } from '#kernel/time';
import type { Database } from '#platform/database';
import { skmReference } from '../reference.ts';
import { sampleNeeded } from '../rules/score.ts';
import { elementMeans, resultOf } from '../store/results.ts';
import type { SurveyTables } from '../store/tables.ts';
import { ResultsPage, ServiceResultPage } from './results.tsx';

const refusals = problems('survey-result', {
  unknownService: { status: 404, title: 'Layanan ini tidak ada di sini', detail: 'Buka daftar hasil survei, lalu pilih layanan yang tersedia.' },
});

interface Deps {
  readonly http: Http;
  readonly database: Database;
  readonly zone: string;
  readonly manifests: readonly Manifest[];
  readonly districtName: (code: string) => string;
}

/** `/skm` and `/skm/layanan/<service>`: the last twelve months, open to everybody. */
export function mountResults({ http: { app }, database, zone, manifests, districtName }: Deps): void {
  const span = () => {
    const to = civilDate(database.clock.now(), zone);
    return { from: to.subtract({ months: 12 }).add({ days: 1 }), to };
  };
  app.get('/skm', async (_request, reply) => {
    const scores = await elementMeans(database, span());
    const lines = manifests.flatMap((manifest) => {
      const score = scores.get(manifest.id);
      return score && score.n >= skmReference.leastGroup ? [{ id: manifest.id, name: manifest.name, score }] : [];
    });
    return answer(reply, <ResultsPage lines={lines} {...span()} />);
  });
  app.get<{ Params: { service: string } }>('/skm/layanan/:service', async (request, reply) => {
    const manifest = manifests.find((one) => one.id === request.params.service);
    if (!manifest) throw new Problem(refusals.unknownService);
    const result = await resultOf(database, { service: manifest.id, ...span() });
    const { given } = await database.read<SurveyTables>().selectFrom('survey.token').select((build) => build.fn.countAll().as('given')).where('service', '=', manifest.id).executeTakeFirstOrThrow();
    return answer(reply, <ServiceResultPage name={manifest.name} result={result} needed={sampleNeeded(Math.max(Number(given), result.score.n), skmReference)} {...span()} district={districtName} />);
  });
}
