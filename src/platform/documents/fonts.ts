import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { coverageOf } from './rules/cmap.ts';

/** The only fonts documents are set in, so that a document looks, and hashes, the same on every machine (all SIL Open Font License). */
const files = [
  'noto-sans/400Regular/NotoSans_400Regular.ttf', 'noto-sans/400Regular_Italic/NotoSans_400Regular_Italic.ttf', 'noto-sans/600SemiBold/NotoSans_600SemiBold.ttf', 'noto-sans/700Bold/NotoSans_700Bold.ttf',
  'noto-serif/400Regular/NotoSerif_400Regular.ttf', 'noto-serif/400Regular_Italic/NotoSerif_400Regular_Italic.ttf', 'noto-serif/700Bold/NotoSerif_700Bold.ttf',
  'noto-naskh-arabic/400Regular/NotoNaskhArabic_400Regular.ttf', 'noto-naskh-arabic/700Bold/NotoNaskhArabic_700Bold.ttf',
] as const;

/** The bytes of every font, in a fixed order. */
export function fontBytes(): Buffer[] {
  const { resolve } = createRequire(import.meta.url);
  return files.map((file) => readFileSync(resolve(`@expo-google-fonts/${file}`)));
}

/** Code points that print in every style a template may ask for: those of the Latin faces all have, and those of the Arabic face. */
export function printableCodePoints(): ReadonlySet<number> {
  const faces = fontBytes().map(coverageOf);
  const common = (list: readonly Set<number>[]) => list.reduce((left, right) => left.intersection(right));
  return common(faces.slice(0, 7)).union(common(faces.slice(7)));
}
