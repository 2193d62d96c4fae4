import { createContext, type ComponentChildren } from 'preact';
import { useContext } from 'preact/hooks';
import { say, type Words } from '#kernel/manifest';
import type { Locale } from '#kernel/time';

/** The deployment, as every page shows it. */
export interface Site {
  /** `Kabupaten Musi Banyuasin`. */
  readonly regency: string;
  /** IANA zone in which civil dates and clocks are shown. */
  readonly zone: string;
  /** Data is synthetic: every page says so. */
  readonly demo: boolean;
}

export interface MenuItem { readonly path: string; readonly name: Words; readonly for: 'resident' | 'desk' | 'screen'; readonly follow?: true }

/** What surrounds a page: who looks at it, in which language, at which address. Made once a request, read by any component. */
export interface Frame {
  readonly site: Site;
  readonly locale: Locale;
  /** Path and query of this page, for the language switch and the current menu item. */
  readonly path: string;
  readonly actor?: { readonly name: string; readonly kind: string } | undefined;
  /** The entrances this visitor may use. */
  readonly menu: readonly MenuItem[];
}

const bare: Frame = { site: { regency: '', zone: 'UTC', demo: false }, locale: 'id', path: '/', menu: [] };
const Context = createContext<Frame>(bare);

/** The frame of the page being rendered. */
export function useFrame(): Frame {
  return useContext(Context);
}

/** Gives a page or fragment its frame. */
export function InFrame({ frame, children }: { frame: Frame; children: ComponentChildren }) {
  return <Context.Provider value={frame}>{children}</Context.Provider>;
}

/** The page's catalogue in the visitor's language: `t('left', { n: 3 })` fills `{n}` of that entry. */
export function useWords<Catalogue extends Readonly<Record<string, Words>>>(catalogue: Catalogue): (key: keyof Catalogue, holes?: Readonly<Record<string, string | number>>) => string {
  const { locale } = useFrame();
  return (key, holes) => fill(catalogue[key], locale, holes);
}

/** One entry of a catalogue with its holes filled. */
export function fill(words: Words | undefined, locale: Locale, holes: Readonly<Record<string, string | number>> = {}): string {
  return say(words ?? { id: '' }, locale).replace(/\{(\w+)\}/g, (hole, name: string) => String(holes[name] ?? hole));
}
