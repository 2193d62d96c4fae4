import type { ComponentChildren } from 'preact';
import { useWords } from '../frame.tsx';
import { words } from '../words.ts';

export type TagKind = 'done' | 'waiting' | 'attention' | 'plain';

/** The top of a page: where it stands, what it is, its state in a word, one sentence. */
export function PageHead({ title, crumbs, lead, tag, actions }: { title: string; crumbs?: readonly { href: string; name: string }[]; lead?: ComponentChildren; tag?: ComponentChildren; actions?: ComponentChildren }) {
  return (
    <>
      {crumbs ? <Crumbs path={crumbs} /> : null}
      <div class="page-head">
        <h1>{title}</h1>
        {tag}
        {actions ? <div class="actions">{actions}</div> : null}
      </div>
      {lead ? <p class="lead">{lead}</p> : null}
    </>
  );
}

/** Where this page stands. */
export function Crumbs({ path }: { path: readonly { href: string; name: string }[] }) {
  const t = useWords(words);
  return <nav class="crumbs" aria-label={t('where')}><ol>{path.map((step) => <li key={step.href}><a href={step.href}>{step.name}</a></li>)}</ol></nav>;
}

/** The state of a thing in one word; never by colour alone. */
export function StatusTag({ kind, children }: { kind: TagKind; children: ComponentChildren }) {
  return <span class={`tag tag-${kind}`}>{children}</span>;
}

/** What to show when there is nothing yet: why, and the first step. */
export function EmptyState({ title, children }: { title: string; children?: ComponentChildren }) {
  return <div class="empty"><p><strong>{title}</strong></p>{children}</div>;
}

/** More for those who want it. */
export function Details({ summary, open, children }: { summary: string; open?: boolean; children: ComponentChildren }) {
  return <details open={open}><summary>{summary}</summary><div class="details-body">{children}</div></details>;
}

/** Grey lines where words will stand, for waits over 400 ms. */
export function Skeleton({ lines = 3 }: { lines?: number }) {
  const t = useWords(words);
  return <div class="skeleton" role="status"><span class="visually-hidden">{t('loading')}</span>{Array.from({ length: lines }, (_, line) => <i key={line} />)}</div>;
}
