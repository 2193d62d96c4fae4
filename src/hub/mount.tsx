import type { Manifest } from '#kernel/manifest';
import { answer, type Http } from '#platform/http';
import { Portal } from './pages/portal.tsx';

/** Opens the portal over the manifests of the services in this deployment. */
export function mountHub(deps: { http: Http; manifests: readonly Manifest[]; demo: boolean }): void {
  deps.http.app.get('/', (request, reply) => answer(reply, <Portal locale={request.locale} manifests={deps.manifests} demo={deps.demo} />));
}
