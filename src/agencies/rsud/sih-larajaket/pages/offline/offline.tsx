import { formatDate } from '#kernel/time';
import type { HTMLAttributes } from 'preact';
import { Layout, PrintSheet, useFrame, useWords } from '#platform/ui';
import type { Visit } from '../../store/visits.ts';
import { words } from './words.ts';

declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
      'note-keeper': HTMLAttributes<HTMLElement> & { 'visit'?: string | undefined; 'data-kept'?: string; 'data-applied'?: string; 'data-conflict'?: string; 'data-rejected'?: string };
    }
  }
}

/** Prepares this device for a time without network; on a visit's page it says where the note is meanwhile. Empty while all is well. */
export function NoteKeeper({ visitId }: { visitId?: string }) {
  const t = useWords(words);
  return <note-keeper role="status" class="note-keeper" visit={visitId} data-kept={t('kept')} data-applied={t('applied')} data-conflict={t('conflict')} data-rejected={t('rejected')} />;
}

/** Today's patients on paper, for the half hour without power: room to write, and a code that opens each visit to type it in afterwards. Each sheet is counted. */
export function EmergencySheets({ visits, names, url }: { visits: readonly Visit[]; names: ReadonlyMap<string, string>; url: (visit: Visit) => string }) {
  const t = useWords(words);
  const { locale } = useFrame();
  return (
    <Layout title={t('sheet')} kind="desk">
      {visits.map((visit) => (
        <PrintSheet key={visit.id} title={t('sheet')} number={visit.code} qr={url(visit)}>
          <p><b>{visit.label} · {names.get(visit.personId) ?? '–'}</b> · {formatDate(visit.date, locale)} · {visit.poliName} · {visit.doctorName}</p>
          <dl class="emergency">{(['complaint', 'vitals', 'allergy', 'findings', 'diagnosis', 'medicine', 'plan', 'signature'] as const).map((part) => <div key={part}><dt>{t(part)}</dt><dd /></div>)}</dl>
        </PrintSheet>
      ))}
    </Layout>
  );
}
