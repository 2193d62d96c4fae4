import type { ComponentChildren } from 'preact';
import { can, type Actor } from '#kernel/actor';
import { say } from '#kernel/manifest';
import { assetUrl } from './assets.ts';
import { useFrame, useWords, type Frame, type MenuItem } from './frame.tsx';
import { words } from './words.ts';

export interface NavItem { readonly path: string; readonly name: string; readonly current?: boolean }

export interface LayoutProps {
  readonly title: string;
  /** `resident`: one column, large; `desk`: full width, dense; `screen`: a wall display; `app`: a phone's whole screen, without header and footer. */
  readonly kind?: 'resident' | 'desk' | 'screen' | 'app';
  /** Instead of the menu of the frame. */
  readonly nav?: readonly NavItem[];
  /** Addresses of custom-element scripts this page needs. */
  readonly scripts?: readonly string[];
  /** Addresses of style sheets of this page's own. */
  readonly styles?: readonly string[];
  /** Address of the web manifest of a page that can be installed. */
  readonly manifest?: string;
  readonly children?: ComponentChildren;
}

/** The one page frame: header, navigation, notice about demonstration data, content, footer. */
export function Layout({ title, kind = 'resident', nav, scripts = [], styles = [], manifest, children }: LayoutProps) {
  const frame = useFrame();
  const t = useWords(words);
  return (
    <html lang={frame.locale}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{`${title} · Serasan`}</title>
        <link rel="stylesheet" href={assetUrl('/assets/serasan.css')} />
        {kind === 'resident' || kind === 'app' ? null : <link rel="stylesheet" href={assetUrl('/assets/desk.css')} />}
        {styles.map((path) => <link key={path} rel="stylesheet" href={assetUrl(path)} />)}
        {manifest ? <link rel="manifest" href={manifest} /> : null}
        <link rel="icon" href={assetUrl('/assets/serasan.svg')} type="image/svg+xml" />
        {scripts.map((path) => <script key={path} type="module" src={assetUrl(path)} />)}
      </head>
      <body class={`page-${kind}`}>
        <a class="skip" href="#isi">{t('skip')}</a>
        {kind === 'screen' || kind === 'app' ? null : <Header kind={kind} nav={nav ?? menuOf(frame, kind)} />}
        {frame.site.demo ? <aside class="demo-mark" aria-label={t('demoMark')}>{t('demo')}</aside> : null}
        <main id="isi" tabIndex={-1}>{children}</main>
        {kind === 'screen' || kind === 'app' ? null : <Footer />}
      </body>
    </html>
  );
}

/** The entrances of `all` this actor may use. */
export function menuFor(actor: Actor, all: readonly (MenuItem & { readonly permission?: string | undefined })[]): readonly MenuItem[] {
  return all.filter((item) => item.permission === undefined || can(actor, item.permission));
}

function menuOf(frame: Frame, kind: 'resident' | 'desk' | 'screen'): NavItem[] {
  const here = frame.path.split('?')[0] ?? '/';
  const items = kind === 'desk' ? frame.menu.filter((item) => item.for === 'desk') : residentMenu(frame);
  return items.map((item) => ({ path: item.path, name: say(item.name, frame.locale), current: item.path === here }));
}

function residentMenu(frame: Frame): MenuItem[] {
  const desk: MenuItem[] = frame.actor?.kind === 'staff' ? [{ path: '/meja', name: words.desk, for: 'resident' }] : [];
  return [{ path: '/', name: words.services, for: 'resident' }, { path: '/bukti', name: words.proof, for: 'resident' }, ...desk];
}

function Header({ kind, nav }: { kind: 'resident' | 'desk'; nav: readonly NavItem[] }) {
  const { site, actor } = useFrame();
  const t = useWords(words);
  return (
    <header class="site-header">
      <div class="gambo" aria-hidden="true" />
      <div class="site-header-row">
        <a class="brand" href={kind === 'desk' ? '/meja' : '/'}><strong>Serasan</strong><span>{site.regency}</span></a>
        <nav aria-label={t('main')}>
          {nav.map((item) => <a key={item.path} href={item.path} aria-current={item.current ? 'page' : undefined}>{item.name}</a>)}
        </nav>
        {actor
          ? <form method="post" action="/keluar" class="whoami"><span>{actor.name}</span><button class="link">{t('signOut')}</button></form>
          : <a class="whoami" href="/masuk">{t('signIn')}</a>}
      </div>
    </header>
  );
}

function Footer() {
  const { site } = useFrame();
  const t = useWords(words);
  return (
    <footer class="site-footer">
      <p>{site.regency ? `${site.regency}. ` : ''}{t('promise')}</p>
      <ul>
        <li><a href="/bukti">{t('proof')}</a></li>
        <li><a href="/api">{t('developers')}</a></li>
        <li><LanguageSwitch /></li>
      </ul>
    </footer>
  );
}

/** The same page in the other language. */
export function LanguageSwitch() {
  const { locale, path } = useFrame();
  const other = locale === 'id' ? 'en' : 'id';
  const [here = '/', query = ''] = path.split('?');
  const parameters = new URLSearchParams(query);
  parameters.set('lang', other);
  return <a href={`${here}?${parameters.toString()}`} hreflang={other} lang={other} rel="nofollow">{other === 'en' ? 'English' : 'Bahasa Indonesia'}</a>;
}
