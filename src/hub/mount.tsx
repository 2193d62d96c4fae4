import { declaredProblems } from '#kernel/problem';
import { answer } from '#platform/http';
import { readOperations } from './api-document.ts';
import { answerPublic } from './cacheable.ts';
import { catalogueOf, type Entry } from './catalogue.ts';
import { queryText, type HubDoors } from './doors.ts';
import { hubEntrances } from './entrances.ts';
import { mountFigures } from './figures.tsx';
import { mountOperations } from './operations.tsx';
import { ApiPage } from './pages/api.tsx';
import { DeskPage } from './pages/desk.tsx';
import { GalleryPage } from './pages/gallery.tsx';
import { Portal } from './pages/portal.tsx';
import { ProblemList, ProblemPage } from './pages/problem.tsx';
import { mountIncubator } from './inkubator/mount.tsx';
import { mountIpp } from './ipp/mount.tsx';
import { mountContests } from './kipp/mount.tsx';
import { mountLeadership } from './leadership/mount.tsx';
import { mountMaturity } from './maturity/mount.tsx';
import { mountKits } from './kit/mount.tsx';
import { mountOpenData } from './open-data/mount.ts';
import { enterAnnounced } from './register/enter.ts';
import { mountRegister } from './register/mount.tsx';
import { searchServices } from './rules/search.ts';

/** Opens the portal, the register and the public proof over whatever services this deployment has. */
export function mountHub(doors: HubDoors): HubDoors {
  const { http, manifests, regency } = doors;
  const { app } = http;
  doors.files.declare({ kind: 'hub-evidence', accept: ['application/pdf', 'image/jpeg', 'image/png', 'image/webp', 'video/mp4'], maxBytes: 25 * 1024 * 1024, permission: 'hub/see', upload: 'hub/register' });
  const entries = catalogueOf(regency.innovations, manifests, regency.agencies);
  http.addEntrances(manifests.flatMap((manifest) => manifest.entrances));
  http.addEntrances(hubEntrances);

  app.get('/', (request, reply) => {
    const query = queryText(request, 'q').trim().slice(0, 120);
    return answerPublic(reply, <Portal entries={entries} query={query} found={query ? searchServices(entries, query) : undefined} />);
  });
  app.get('/meja', (_request, reply) => answer(reply, <DeskPage />));
  app.get('/gaya', (_request, reply) => answer(reply, <GalleryPage />));
  mountFigures(doors, entries);
  mountApiPages(doors, entries);
  mountOpenData(doors, entries);
  mountKits(doors);
  mountOperations(doors);
  mountRegister(doors);
  mountMaturity(doors);
  mountContests(doors);
  mountLeadership(doors);
  mountIncubator(doors);
  mountIpp(doors);
  return doors;
}

/** Enters announced innovations into the register; called once the doors are open, before anybody is let in. */
export async function prepareHub(doors: HubDoors): Promise<void> {
  await enterAnnounced(doors);
}

function mountApiPages({ http: { app } }: HubDoors, entries: readonly Entry[]): void {
  const nameOf = (tag: string) => entries.find((entry) => entry.id === tag)?.name ?? tag;
  app.get('/api/openapi.json', (_request, reply) => reply.type('application/json; charset=utf-8').send(JSON.stringify(app.swagger())));
  app.get('/api', (_request, reply) => {
    const groups = [...Map.groupBy(readOperations(app.swagger()), (operation) => operation.tag)].map(([tag, operations]) => ({ tag, name: nameOf(tag), operations }));
    return answerPublic(reply, <ApiPage groups={groups} />);
  });
  app.get('/masalah', (_request, reply) => answerPublic(reply, <ProblemList specs={[...declaredProblems().values()].sort((a, b) => (a.code < b.code ? -1 : 1))} />));
  app.get<{ Params: { module: string; name: string } }>('/masalah/:module/:name', (request, reply) => {
    const code = `${request.params.module}/${request.params.name}`;
    const spec = declaredProblems().get(code);
    return answer(reply, <ProblemPage spec={spec} code={code} />, spec ? 200 : 404);
  });
}
