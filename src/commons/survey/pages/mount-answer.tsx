import type { FastifyRequest } from 'fastify';
import type { Manifest } from '#kernel/manifest';
import { Problem } from '#kernel/problem';
import { refusals as actionRefusals, type Perform } from '#platform/action';
import { answer as reply, type Http } from '#platform/http';
import type { FormState } from '#platform/ui';
import type { answerAction } from '../actions/answer.ts';
import { elementKeys } from '../reference.ts';
import type { TokenFacts } from '../store/tokens.ts';
import { AnswerPage, ThanksPage } from './answer.tsx';

interface Deps {
  readonly http: Http;
  readonly perform: Perform;
  readonly manifests: readonly Manifest[];
  readonly answer: ReturnType<typeof answerAction>;
  readonly lookAt: (code: string) => Promise<TokenFacts>;
  readonly deviceOf: (address: string, agent: string) => string;
}

interface Path { Params: { code: string } }

/** `/skm/isi/<code>`: the page on the receipt. */
export function mountAnswerPage({ http: { app }, perform, manifests, answer, lookAt, deviceOf }: Deps): void {
  const page = async (request: FastifyRequest<Path>, state: FormState) => {
    const { service } = await lookAt(request.params.code);
    return <AnswerPage service={manifests.find((manifest) => manifest.id === service)?.name ?? service} path={`/skm/isi/${encodeURIComponent(request.params.code)}`} state={state} />;
  };
  app.get<Path>('/skm/isi/:code', async (request, response) => reply(response.header('Cache-Control', 'no-store'), await page(request, { values: {} })));
  app.get('/skm/terima-kasih', (_request, response) => reply(response, <ThanksPage />));
  app.post<Path>('/skm/isi/:code', async (request, response) => {
    const values = textValues(request.body);
    try {
      await perform(answer, request.actor, {
        code: request.params.code, device: deviceOf(request.ip, request.headers['user-agent'] ?? ''), comment: values['comment'] || undefined,
        scores: Object.fromEntries(elementKeys.flatMap((key) => (values[key] ? [[key, values[key]]] : []))),
      }, { requestId: request.id });
      return await response.redirect('/skm/terima-kasih', 303);
    } catch (error) {
      if (!(error instanceof Problem) || error.status !== actionRefusals.invalid.status) throw error;
      return reply(response, await page(request, { values, problem: error }), error.status);
    }
  });
}

function textValues(source: unknown): Record<string, string> {
  return Object.fromEntries(Object.entries((source ?? {}) as Record<string, unknown>).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}
