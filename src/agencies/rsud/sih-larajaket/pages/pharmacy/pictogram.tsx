import { useWords } from '#platform/ui';
import type { Pictogram } from '../../rules/label.ts';
import { words } from './words.ts';

/** Lines on a 24 × 24 grid: drawn here, for those who read pictures more easily than words. */
const drawings: Readonly<Record<Pictogram, string>> = {
  'morning': 'M4 18h16M7 18a5 5 0 0 1 10 0M12 5v4M5 9l2 2M19 9l-2 2', 'noon': 'M12 8a4 4 0 1 0 .01 0M12 2v3M12 19v3M2 12h3M19 12h3M5 5l2 2M17 17l2 2M19 5l-2 2M7 17l-2 2', 'evening': 'M4 18h16M7 18a5 5 0 0 1 10 0M12 3v6M9 6l3 3l3-3', 'night': 'M15 4a8 8 0 1 0 5 12a7 7 0 0 1-5-12z',
  'before-meal': 'M14 6v14M14 6c4 0 4 6 0 7M9 6v5a2 2 0 0 1-4 0V6M7 6v14M21 12h-3m1.5-1.5L18 12l1.5 1.5', 'with-meal': 'M17 4v16M17 4c4 0 4 7 0 8M9 4v6a2 2 0 0 1-4 0V4M7 4v16', 'after-meal': 'M17 6v14M17 6c3 0 3 6 0 7M12 6v5a2 2 0 0 1-4 0V6M10 6v14M2 12h3m-1.5-1.5L5 12l-1.5 1.5',
  'external': 'M6 20c0-6 3-6 3-11a2 2 0 0 1 4 0v4M13 13a2 2 0 0 1 4 0v7M4 4h16', 'eye': 'M3 15c4-5 14-5 18 0c-4 5-14 5-18 0zM12 13a2 2 0 1 0 .01 0M12 2c2 3 2 5 0 5s-2-2 0-5z', 'inhale': 'M4 8h7v12H6V8M11 12h4M17 10c2 1 2 4 0 5M20 8c3 2 3 7 0 9', 'inject': 'M4 20l4-4M8 12l4 4M7 13l8-8l4 4l-8 8zM17 3l4 4', 'cold': 'M12 2v20M4 7l16 10M20 7L4 17', 'when-needed': 'M9 9a3 3 0 1 1 4 3c-1 .5-1 1-1 2M12 18v1',
};
const names: Readonly<Record<Pictogram, keyof typeof words>> = { 'morning': 'pmorning', 'noon': 'pnoon', 'evening': 'pevening', 'night': 'pnight', 'before-meal': 'pbefore', 'with-meal': 'pwith', 'after-meal': 'pafter', 'external': 'pexternal', 'eye': 'peye', 'inhale': 'pinhale', 'inject': 'pinject', 'cold': 'pcold', 'when-needed': 'pneeded' };

export function Picture({ what }: { what: Pictogram }) {
  const t = useWords(words);
  return <figure class="pictogram"><svg viewBox="0 0 24 24" aria-hidden="true"><path d={drawings[what]} fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round" /></svg><figcaption>{t(names[what])}</figcaption></figure>;
}
