import { mountAccountPages } from './mount-account.tsx';
import { mountPasskeyRoutes } from './mount-passkeys.ts';
import { mountSignInPages } from './mount-sign-in.tsx';
import type { PageDeps } from './frame.ts';

/** Opens `/masuk…`, `/keluar` and `/akun…`. */
export function mountPages(deps: PageDeps): void {
  mountSignInPages(deps);
  mountAccountPages(deps);
  mountPasskeyRoutes(deps);
}
