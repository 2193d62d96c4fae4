import { formatDate, formatClock } from '#kernel/time';
import { Button, Checkbox, Field, Hidden, hx, SelectField, StatusTag, useFrame, useWords } from '#platform/ui';
import type { SaroaleOffers } from '#agencies/rsud/saroale/offers';
import type { DoctorScreen } from '../../reads/doctor-screen.ts';
import { laboratory } from '../../reference/reference.ts';
import { writeDecimal } from '../../rules/decimal.ts';
import type { Order, Result } from '../../store/results.ts';
import { words } from './words.ts';

/** Orders of this visit with their results, and a line to order more. */
export function Orders({ screen, path, editable }: { screen: Pick<DoctorScreen, 'orders'>; path: string; editable: boolean }) {
  const t = useWords(words);
  return (
    <section id="penunjang" class="desk-card" data-alt="l">
      <h2>{t('orders')}</h2>
      {screen.orders.length === 0 ? null : <ul class="order-list">{screen.orders.map((order) => <OneOrder key={order.id} order={order} path={path} />)}</ul>}
      {editable ? (
        <form method="post" action={`${path}/minta`} class="rx-form" {...hx({ post: `${path}/minta`, target: '#penunjang', swap: 'outerHTML' })}>
          <SelectField name="panel" label={t('panel')} state={{ values: {} }} options={laboratory.panels.map((panel) => ({ value: panel.code, label: panel.name }))} /><Field name="question" label={t('question')} state={{ values: {} }} autocomplete="off" /><Checkbox name="urgent" label={t('urgent')} state={{ values: {} }} />
          <Button kind="lesser">{t('order')}</Button>
        </form>
      ) : null}
    </section>
  );
}

function OneOrder({ order, path }: { order: Order; path: string }) {
  const t = useWords(words);
  const { site } = useFrame();
  const unread = order.results.some((result) => result.readAt === null && result.state !== 'replaced');
  return (
    <li>
      <b>{order.panelName}</b> <StatusTag kind={order.state === 'resulted' ? 'done' : 'waiting'}>{t(order.state)}</StatusTag> <span class="quiet">{formatClock(order.orderedAt, site.zone)}</span>
      <ul>{order.results.map((result) => <li key={result.id} class={result.state === 'withdrawn' || result.state === 'replaced' ? 'struck' : undefined}><ResultLine result={result} /></li>)}</ul>
      {order.fileId ? <a href={`/sih-larajaket/berkas/${order.fileId}`}>{t('file')}</a> : null}
      {unread ? <form method="post" action={`${path}/baca`} {...hx({ post: `${path}/baca`, target: '#penunjang', swap: 'outerHTML' })}><Hidden name="orderId" value={order.id} /><Button kind="lesser">{t('read')}</Button></form> : null}
    </li>
  );
}

/** One result with its range; out of range is said in words and shape, not by colour alone. */
export function ResultLine({ result }: { result: Result }) {
  const t = useWords(words);
  const marks: Readonly<Record<string, string>> = { H: '▲', L: '▼', HH: '▲▲', LL: '▼▼' };
  const mark = marks[result.interpretation ?? ''];
  return (
    <>
      {result.name}: <b class={mark ? 'out-of-range' : undefined}>{result.value === undefined ? result.text : `${writeDecimal(result.value)} ${result.unit ?? ''}`}{mark ? ` ${mark}` : ''}</b>
      {result.low === undefined || result.high === undefined ? null : <span class="quiet"> ({writeDecimal(result.low)}–{writeDecimal(result.high)})</span>}
      {result.critical && result.state !== 'withdrawn' ? <> <StatusTag kind="attention">{t('critical')}</StatusTag></> : null}
      {result.state === 'withdrawn' ? <strong> {t('withdrawn', { reason: result.withdrawnReason ?? '' })}</strong> : result.state === 'replaced' ? <span class="quiet"> {t('replaced')}</span> : null}
    </>
  );
}

export type ControlSessions = Awaited<ReturnType<SaroaleOffers['sessions']>>;

/** The control letter: pick a week, pick a session; the place at Saroale is taken at once. */
export function Control({ screen, path, sessions, error }: { screen: Pick<DoctorScreen, 'control' | 'visit'>; path: string; sessions?: ControlSessions | undefined; error?: string | undefined }) {
  const t = useWords(words);
  const { locale } = useFrame();
  const { control } = screen;
  const weeks = [[1, t('w1')], [2, t('w2')], [4, t('w4')]] as const;
  return (
    <section id="kontrol" class="desk-card">
      <h2>{t('control')}</h2>
      {error ? <p class="error" role="alert">{error}</p> : null}
      {control ? <p>{t('controlOn', { date: formatDate(Temporal.PlainDate.from(control.date), locale), doctor: control.doctorName, letter: control.letter })}</p> : (
        <>
          <p class="chips"><span class="quiet">{t('controlIn')}</span>{weeks.map(([n, name], index) => <a key={n} data-alt={index === 0 && !sessions?.length ? 'k' : undefined} href={`${path}?kontrol=${n}#kontrol`} {...hx({ get: `${path}/jadwal-kontrol?kontrol=${n}`, target: '#kontrol', swap: 'outerHTML' })}>{name}</a>)}</p>
          {sessions === undefined ? null : sessions.length === 0 ? <p class="quiet">{t('noSessions')}</p> : (
            <ul class="code-list">
              {sessions.slice(0, 12).map((session, index) => (
                <li key={session.sessionId}><span>{formatDate(session.date, locale)} {session.hours} · {session.doctorName} <span class="quiet">{t('places', { n: session.left })}</span></span>
                  <form method="post" action={`${path}/kontrol`} {...hx({ post: `${path}/kontrol`, target: '#kontrol', swap: 'outerHTML' })}><Hidden name="sessionId" value={session.sessionId} /><Hidden name="date" value={session.date.toString()} /><Hidden name="doctorName" value={session.doctorName} /><button class="link" data-alt={index === 0 ? 'k' : undefined}>{t('choose')}</button></form>
                </li>
              ))}
            </ul>
          )}
        </>
      )}
    </section>
  );
}
