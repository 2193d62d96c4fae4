import type { FastifyRequest } from 'fastify';
import type { Actor } from '#kernel/actor';
import type { Words } from '#kernel/manifest';
import type { Perform } from '#platform/action';
import type { Documents } from '#platform/documents';
import type { Files } from '#platform/files';
import type { Places } from '#commons/places';
import type { Actions } from '../actions.ts';
import type { Drafts } from '../drafts.ts';
import type { Prefills } from '../prefill.ts';
import type { Registry } from '../registry.ts';

/** Where a service lets a form be filled in. */
export interface FormRoom {
  /** `/saji-muba/ajukan/:jenis`; begins with the service id. */
  readonly path: string;
  /** The form's id, or what the address says. Nothing answers 404. */
  readonly form: string | ((request: FastifyRequest) => string | undefined);
  /** `desk`: every question on one page. */
  readonly kind?: 'resident' | 'desk' | undefined;
  readonly crumbs?: readonly { readonly href: string; readonly name: Words }[] | undefined;
  /** Agency whose letterhead the paper twin carries. */
  readonly agency?: string | undefined;
  /** May this actor fill it in? Default: anyone. */
  readonly allow?: ((actor: Actor) => boolean) | undefined;
  /** Performs the service's own action, which calls `forms.take` in its transaction; returns where to go next. */
  readonly submit: (request: FastifyRequest, token: string) => Promise<string>;
}

/** What the pages stand on. */
export interface PageDeps {
  readonly registry: Registry;
  readonly drafts: Drafts;
  readonly actions: Actions;
  readonly prefills: Prefills;
  readonly perform: Perform;
  readonly places: Places;
  readonly files: Files;
  readonly documents: Documents;
  readonly zone: string;
  readonly now: () => Temporal.Instant;
}
