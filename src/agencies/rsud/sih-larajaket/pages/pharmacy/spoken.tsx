import type { HTMLAttributes } from 'preact';
import { Layout, PageHead, useWords } from '#platform/ui';
import { spokenLabel, type Label } from '../../rules/label.ts';
import { Picture } from './pictogram.tsx';
import { words } from './words.ts';

declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
      'speak-label': HTMLAttributes<HTMLElement> & { text?: string };
    }
  }
}

/** The label of one medicine for those who would rather hear it: what its code leads to. It names no patient and no diagnosis, so that a lost box tells nothing. */
export function SpokenLabelPage({ label }: { label: Label }) {
  const t = useWords(words);
  return (
    <Layout title={label.drug} scripts={['/sih-larajaket/aset/speak-label.js']}>
      <PageHead title={label.drug} lead={t('spokenLead')} />
      <speak-label text={spokenLabel(label)}><p><button type="button" class="button button-main" hidden>{t('listen')}</button></p></speak-label>
      <p class="label-words">{label.words}</p>
      <div class="pictograms">{label.pictograms.map((what) => <Picture key={what} what={what} />)}</div>
      {label.warnings.map((warning) => <p key={warning}><b>{warning}</b></p>)}
      <p>{label.storage}</p>
      <p class="quiet">{t('spokenAsk')}</p>
    </Layout>
  );
}
