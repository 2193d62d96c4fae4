import { say } from '#kernel/manifest';
import type { Health } from '#commons/evidence';
import { KeyFigure, Sparkline, StatusTag, useFrame, useWords, type TagKind } from '#platform/ui';
import { formatMoment, formatNumber, formatValue, promiseWords, unitName } from '../format.ts';
import type { Shown } from '../proof.ts';
import { words } from '../words.ts';

/** A measure as a key figure: value, promise, what it rests on, and honest words where there is none. */
export function ShownFigure({ shown, href, label }: { shown: Shown; href?: string; label?: string }) {
  const { locale, site } = useFrame();
  const t = useWords(words);
  const { measure, figure, stale, lastEventAt } = shown;
  const promise = promiseWords(measure, locale);
  const value = figure.hidden ? t('hiddenValue') : figure.value === null ? t('noData') : measure.unit === 'persen' || measure.unit === 'rupiah' ? formatValue(figure.value, measure.unit, locale) : formatNumber(figure.value, locale);
  const unit = figure.value !== null && measure.unit !== 'persen' && measure.unit !== 'rupiah' ? unitName(measure.unit, locale) : undefined;
  const since = lastEventAt ? t('staleSince', { at: formatMoment(lastEventAt, site.zone, locale) }) : t('staleNever');
  return (
    <KeyFigure label={label ?? say(measure.name, locale)} value={value} unit={unit} href={href} promise={promise ? t('promised', { promise }) : undefined}
      tag={!lastEventAt ? undefined : stale ? <StatusTag kind="waiting">{t('stale')}</StatusTag> : figure.kept === undefined ? undefined : <StatusTag kind={figure.kept ? 'done' : 'attention'}>{t(figure.kept ? 'kept' : 'broken')}</StatusTag>}
      n={stale ? since : figure.n === null || measure.kind === 'count' ? undefined : t('n', { n: formatNumber(figure.n, locale) })}>
      {figure.points.filter((point) => point.value !== null && point.value > 0).length > 2 ? <Sparkline points={figure.points.map((point) => point.value)} /> : null}
    </KeyFigure>
  );
}

const kinds: Readonly<Record<Health['state'], TagKind>> = { never: 'plain', silent: 'attention', new: 'done', growing: 'done', steady: 'done', slowing: 'waiting' };

/** The computed state of a service in a word. */
export function HealthTag({ health }: { health: Health }) {
  const t = useWords(words);
  return <StatusTag kind={kinds[health.state]}>{t(`state-${health.state}`)}</StatusTag>;
}

/** Why the state is what it is; the last real event is always told. */
export function useHealthWords(): (health: Health) => string {
  const { locale, site } = useFrame();
  const t = useWords(words);
  return (health) => t(`why-${health.state}`, {
    at: health.lastEventAt ? formatMoment(health.lastEventAt, site.zone, locale) : '', months: health.monthly.length, p: health.p === undefined ? '' : formatNumber(Math.round(health.p * 1000) / 1000, locale),
  });
}
