import { useWords } from '../frame.tsx';
import { words } from '../words.ts';

/** Time left until a promise, in words and as a bar that fills from `from` to `until`. */
export function Clock({ until, from, now, label }: { until: Temporal.Instant; from?: Temporal.Instant | undefined; now: Temporal.Instant; label: string }) {
  const t = useWords(words);
  const minutes = Math.ceil(now.until(until).total('minutes'));
  const share = from ? Math.min(100, Math.max(0, (100 * from.until(now).total('seconds')) / Math.max(1, from.until(until).total('seconds')))) : undefined;
  const said = minutes >= 0 ? leftInWords(minutes) : lateInWords(-minutes);
  return (
    <div class={minutes < 0 ? 'clock clock-late' : 'clock'}>
      <span class="clock-label">{label}</span>
      <b>{t(said.key, said.holes)}</b>
      {share === undefined ? null : <Bar share={share} />}
    </div>
  );
}

/** Work that is counted: how much is done, and how long it still takes. */
export function Progress({ done, total, label, left }: { done: number; total: number; label: string; left?: string }) {
  const t = useWords(words);
  return (
    <div class="clock">
      <span class="clock-label">{label}</span>
      <b>{t('outOf', { done, total })}{left ? <small>, {t('timeLeft', { left })}</small> : null}</b>
      <progress value={done} max={Math.max(1, total)} aria-label={label} />
    </div>
  );
}

function Bar({ share }: { share: number }) {
  return <svg class="bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true"><rect class="bar-ground" width="100" height="4" /><rect class="bar-fill" width={share.toFixed(1)} height="4" /></svg>;
}

function leftInWords(minutes: number) {
  if (minutes < 60) return { key: 'minutesLeft', holes: { n: minutes } } as const;
  if (minutes < 48 * 60) return { key: 'hoursLeft', holes: { h: Math.floor(minutes / 60), n: minutes % 60 } } as const;
  return { key: 'daysLeft', holes: { n: Math.round(minutes / 1440) } } as const;
}

function lateInWords(minutes: number) {
  if (minutes < 60) return { key: 'late', holes: { n: minutes } } as const;
  if (minutes < 48 * 60) return { key: 'lateHours', holes: { h: Math.floor(minutes / 60), n: minutes % 60 } } as const;
  return { key: 'lateDays', holes: { n: Math.round(minutes / 1440) } } as const;
}
