import type { Manifest } from '#kernel/manifest';
import { answer, type Http } from '#platform/http';
import { Portal } from './pages/portal.tsx';

/** Opens the portal over the manifests of the services in this deployment. */
export function mountHub(deps: { http: Http; manifests: readonly Manifest[] }): void {
  deps.http.addEntrances(deps.manifests.flatMap((manifest) => manifest.entrances));
  deps.http.app.get('/', (_request, reply) => answer(reply, <Portal manifests={deps.manifests} />));
}
