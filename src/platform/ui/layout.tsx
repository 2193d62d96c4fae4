import type { ComponentChildren } from 'preact';
import type { Locale } from '#kernel/time';

export interface NavItem { readonly path: string; readonly name: string; readonly current?: boolean }

export interface LayoutProps {
  readonly title: string;
  readonly locale: Locale;
  /** Who runs this deployment: `Kabupaten Musi Banyuasin`. */
  readonly regency: string;
  /** `resident`: one column, large; `desk`: full width, dense; `screen`: a wall display. */
  readonly kind?: 'resident' | 'desk' | 'screen';
  readonly nav?: readonly NavItem[];
  readonly actorName?: string | undefined;
  /** Data on this page is synthetic. */
  readonly demo?: boolean;
  /** Paths of custom-element scripts this page needs. */
  readonly scripts?: readonly string[];
  readonly live?: boolean;
  readonly children?: ComponentChildren;
}

/** The one page frame: header, navigation, notice about demonstration data, content, footer. */
export function Layout(props: LayoutProps) {
  const kind = props.kind ?? 'resident';
  return (
    <html lang={props.locale}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{props.title} · Serasan</title>
        <link rel="stylesheet" href="/assets/serasan.css" />
        <link rel="icon" href="/assets/serasan.svg" type="image/svg+xml" />
        {kind === 'screen' ? null : <script src="/assets/htmx.js" defer />}
        {(props.scripts ?? []).map((path) => <script key={path} type="module" src={path} />)}
      </head>
      <body class={`page-${kind}`}>
        <a class="skip" href="#isi">{props.locale === 'en' ? 'Skip to content' : 'Langsung ke isi'}</a>
        {kind === 'screen' ? null : <Header {...props} />}
        {props.demo ? <p class="demo-mark" role="note">Data contoh buatan. Bukan orang sungguhan.</p> : null}
        <main id="isi">{props.children}</main>
        {kind === 'resident' ? <Footer regency={props.regency} /> : null}
      </body>
    </html>
  );
}

function Header({ regency, nav = [], actorName }: LayoutProps) {
  return (
    <header class="site-header">
      <div class="gambo" aria-hidden="true" />
      <div class="site-header-row">
        <a class="brand" href="/"><strong>Serasan</strong><span>{regency}</span></a>
        <nav aria-label="Utama">
          {nav.map((item) => <a key={item.path} href={item.path} aria-current={item.current ? 'page' : undefined}>{item.name}</a>)}
        </nav>
        {actorName ? <form method="post" action="/keluar" class="whoami"><span>{actorName}</span><button class="link">Keluar</button></form> : <a class="whoami" href="/masuk">Masuk</a>}
      </div>
    </header>
  );
}

function Footer({ regency }: { regency: string }) {
  return (
    <footer class="site-footer">
      <p>{regency}. Angka di laman ini dihitung dari kejadian, bukan diketik.</p>
      <p><a href="/bukti">Bukti publik</a> · <a href="/api">Untuk pengembang</a> · <a href="?lang=en">English</a> · <a href="?lang=id">Bahasa Indonesia</a></p>
    </footer>
  );
}
