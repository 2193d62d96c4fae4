import { say } from '#kernel/manifest';
import { formatClock, type Locale } from '#kernel/time';
import { hx, Layout } from '#platform/ui';
import type { Bubble } from '../standins/behaviour.ts';
import { demoPhones, versionOf, type Line, type Via } from './phones.ts';
import { words } from './words.ts';

export interface SimulatorView {
  readonly locale: Locale;
  readonly zone: string;
  readonly line: Line;
  readonly bubbles: readonly Bubble[];
  readonly sms: readonly { text: string; at: Temporal.Instant }[];
  /** The person has just sent something from here: the cursor goes back to the text field. */
  readonly writing?: boolean;
}

/** A phone on a page: choose whose and which app, write, tap. */
export function SimulatorPage(view: SimulatorView) {
  const { locale, line } = view;
  return (
    <Layout title={say(words.title, locale)}>
      <link rel="stylesheet" href="/simulator/gaya.css" />
      <h1>{say(words.title, locale)}</h1>
      <p class="sim-intro">{say(words.intro, locale)}</p>
      <div class="sim">
        <div class="sim-choose">
          <nav aria-label={say(words.via, locale)}><ul class="sim-tabs">{(['whatsapp', 'telegram'] as const).map((via) => <li key={via}><a href={lineUrl({ ...line, via })} aria-current={via === line.via ? 'true' : undefined}>{nameOf(via)}</a></li>)}</ul></nav>
          <nav aria-label={say(words.phones, locale)}><ul class="sim-tabs">{demoPhones.map((owner, index) => <li key={owner.phone}><a href={lineUrl({ ...line, index })} aria-current={index === line.index ? 'true' : undefined}>{owner.name}</a></li>)}</ul></nav>
        </div>
        <Phone {...view} />
      </div>
    </Layout>
  );
}

/** The phone alone; this is what a partial answer carries. */
export function Phone(view: SimulatorView) {
  const { locale, line } = view;
  return (
    <section class={`phone phone-${line.via}`} id="telepon" aria-label={`${nameOf(line.via)}, ${line.owner.name}`}>
      <header class="phone-head">
        <span class="phone-face" aria-hidden="true">S</span>
        <div><strong>Serasan Muba</strong><span>{nameOf(line.via)} · {line.owner.name}</span></div>
      </header>
      <Talk {...view} />
      <form class="phone-write" method="post" action="/simulator/kirim" {...hx({ post: '/simulator/kirim', target: '#telepon', swap: 'outerHTML' })}>
        <LineFields line={line} />
        <label class="sim-hidden" for="tulis">{say(words.placeholder, locale)}</label>
        <input id="tulis" name="pesan" placeholder={say(words.placeholder, locale)} autocomplete="off" maxLength={4000} required autofocus={view.writing} />
        <button class="button">{say(words.send, locale)}</button>
      </form>
      <p class="phone-foot"><a href={lineUrl(line)}>{say(words.reload, locale)}</a></p>
      {view.sms.length > 0 ? <details class="phone-sms"><summary>{say(words.sms, locale)} ({view.sms.length})</summary><ol>{view.sms.map((entry) => <li key={entry.at.toString() + entry.text}>{entry.text}</li>)}</ol></details> : null}
    </section>
  );
}

/** The bubbles; asks every second whether there are new ones. */
export function Talk({ locale, line, bubbles, zone }: SimulatorView) {
  const address = `/simulator/pesan?lewat=${line.via}&hp=${line.index}&v=${versionOf(bubbles)}`;
  const lastId = bubbles.at(-1)?.id;
  return (
    <div class="talk" id="percakapan" tabIndex={0} role="log" aria-label={say(words.talk, locale)} {...hx({ get: address, trigger: 'every 1s', target: '#percakapan', swap: 'outerHTML' })}>
      <ol>
        {bubbles.length === 0 ? <li class="talk-empty"><p>{say(words.empty, locale)}</p><Examples line={line} locale={locale} /></li> : null}
        {bubbles.map((bubble) => <BubbleView key={bubble.id} bubble={bubble} line={line} locale={locale} zone={zone} isLast={bubble.id === lastId} />)}
      </ol>
    </div>
  );
}

function BubbleView({ bubble, line, locale, zone, isLast }: { bubble: Bubble; line: Line; locale: Locale; zone: string; isLast: boolean }) {
  return (
    <li class={`bubble bubble-${bubble.from}`}>
      <p class="bubble-text"><span class="sim-hidden">{say(bubble.from === 'user' ? words.you : words.service, locale)}: </span>{bubble.text}</p>
      {bubble.link ? <p class="bubble-link"><a href={bubble.link.url}>{bubble.link.title}</a></p> : null}
      <p class="bubble-time">{formatClock(bubble.at, zone).replace(/ \w+$/, '')}</p>
      {bubble.look === 'buttons' ? <Options bubble={bubble} line={line} /> : null}
      {bubble.look === 'list' ? <details class="bubble-list"><summary>{say(words.choose, locale)}</summary><Options bubble={bubble} line={line} /></details> : null}
      {bubble.look === 'contact' && isLast ? <form method="post" action="/simulator/kontak" {...hx({ post: '/simulator/kontak', target: '#telepon', swap: 'outerHTML' })}><LineFields line={line} /><div class="options"><button class="option">{say(words.contact, locale)}</button></div></form> : null}
    </li>
  );
}

function Options({ bubble, line }: { bubble: Bubble; line: Line }) {
  return (
    <form method="post" action="/simulator/ketuk" {...hx({ post: '/simulator/ketuk', target: '#telepon', swap: 'outerHTML' })}>
      <LineFields line={line} />
      <div class="options">{bubble.options.map((option) => <button key={option.id} class="option" name="pilihan" value={option.id}><span>{option.title}</span>{option.description ? <small>{option.description}</small> : null}</button>)}</div>
    </form>
  );
}

function Examples({ line, locale }: { line: Line; locale: Locale }) {
  return (
    <form class="phone-examples" method="post" action="/simulator/kirim" {...hx({ post: '/simulator/kirim', target: '#telepon', swap: 'outerHTML' })}>
      <LineFields line={line} />
      {words.examples.map((example) => <button key={example.id} class="option" name="pesan" value={example.id}>{say(example, locale)}</button>)}
    </form>
  );
}

function LineFields({ line }: { line: Line }) {
  return <><input type="hidden" name="lewat" value={line.via} /><input type="hidden" name="hp" value={String(line.index)} /></>;
}

/** The address of one phone on one messenger. */
export function lineUrl(line: { via: Via; index: number }): string {
  return `/simulator?lewat=${line.via}&hp=${line.index}#percakapan`;
}

function nameOf(via: Via): string {
  return via === 'whatsapp' ? 'WhatsApp' : 'Telegram';
}
