import type { HTMLAttributes } from 'preact';
import { formatLongDate } from '#kernel/time';
import { EmptyState, Layout, PageHead, useFrame, useWords } from '#platform/ui';
import type { PackedVisit } from './pack.ts';
import { words } from './words.ts';

declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
      'field-app': HTMLAttributes<HTMLElement>;
    }
  }
}

/** The shell the app lives in. It is kept on phones, so nobody's name or data may be in it. */
export function FieldPage() {
  const t = useWords(words);
  return (
    <Layout title={t('title')} kind="app" scripts={['/lapangan/aset/app.js']} styles={['/lapangan/aset/lapangan.css']} manifest="/lapangan/manifest.webmanifest">
      <field-app>
        <h1>{t('title')}</h1>
        <p class="lead">{t('lead')}</p>
        <p>{t('noScripts')}</p>
        <p><a class="button" href="/lapangan/lembar">{t('sheet')}</a></p>
      </field-app>
    </Layout>
  );
}

/** The day on paper, for a phone that died: every visit with its checklist to tick by hand. */
export function DaySheet({ visits, officer, date }: { visits: readonly PackedVisit[]; officer: string; date: Temporal.PlainDate }) {
  const t = useWords(words);
  const { locale } = useFrame();
  return (
    <Layout title={t('sheet')} kind="desk">
      <PageHead title={t('sheet')} lead={`${officer} · ${formatLongDate(date, locale)}`} />
      {visits.length === 0 ? <EmptyState title={t('none')} /> : null}
      {visits.map((visit, at) => (
        <article class="sheet" key={visit.id}>
          <h2>{at + 1}. {t(visit.kind)} · {visit.contact.name}</h2>
          <p>{visit.contact.address}, {visit.where}{visit.contact.landmark ? ` (${visit.contact.landmark})` : ''}</p>
          <p>{visit.contact.phone ?? ''} {visit.half ? `· ${t(visit.half)}` : ''}</p>
          <div class="sheet-body">
            {(visit.sheet.checklist ?? []).map((line) => <p key={line.id}>☐ {line.label}</p>)}
            {(visit.sheet.questions ?? []).map((line) => <p key={line.id}>{line.label}: ……………………</p>)}
            <p>{t('receiver')}: …………………… {t('signature')}: ……………………</p>
          </div>
        </article>
      ))}
    </Layout>
  );
}
