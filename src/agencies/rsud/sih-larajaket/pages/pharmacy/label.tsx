import { formatDate } from '#kernel/time';
import { Layout, PageHead, QrCode, useFrame, useWords } from '#platform/ui';
import type { PharmacyCase } from '../../reads/pharmacy-desk.ts';
import { medicineOf } from '../../reference/reference.ts';
import { beyondUse, labelOf } from '../../rules/label.ts';
import { readSigna } from '../../rules/signa.ts';
import { Picture } from './pictogram.tsx';
import { words } from './words.ts';

/** Labels of a prescription, to print: white for what is swallowed, blue for the rest; words, pictures, and a code to hear them. Never a diagnosis. */
export function LabelsPage({ chosen, pharmacist, linkOf }: { chosen: PharmacyCase; pharmacist: string; linkOf: (itemId: string) => string }) {
  const t = useWords(words);
  const { locale, site } = useFrame();
  return (
    <Layout title={t('labelTitle')} kind="desk">
      <PageHead title={t('labelTitle')} crumbs={[{ href: `/sih-larajaket/farmasi/${chosen.visit.id}`, name: t('title') }]} />
      <div class="labels">
        {chosen.rx.items.map((item) => {
          const medicine = medicineOf(item.drug);
          const read = readSigna(item.signa);
          if (!medicine || !read.ok) return null;
          const label = labelOf(medicine, read.signa);
          return (
            <article key={item.id} class={`label label-${label.colour}`}>
              <header><b>RSUD Sekayu</b> · {site.regency}<br /><span>{chosen.person.name} · RM {chosen.person.norm ?? '–'} · {chosen.person.birthDate?.split('-').reverse().join('-')}</span></header>
              <h2>{item.recipe ? item.drug_name : label.drug} <small>{item.quantity} {read.signa.unit}</small></h2>
              <p class="label-words">{label.words}</p>
              <div class="pictograms">{label.pictograms.map((what) => <Picture key={what} what={what} />)}<QrCode text={linkOf(item.id)} label={t('spokenCode')} /></div>
              <footer>{label.warnings.map((warning) => <p key={warning}><b>{warning}</b></p>)}<p>{label.storage}{item.recipe ? ` ${t('bud', { date: formatDate(beyondUse(chosen.visit.date, 'dry', []), locale) })}.` : ''}</p><p>{t('pharmacist', { name: pharmacist })} · {formatDate(chosen.visit.date, locale)}</p></footer>
            </article>
          );
        })}
      </div>
    </Layout>
  );
}
