import { fill, useFrame } from '#platform/ui';
import { reasonWords } from './words.ts';

/** Why a document came back, in words. A reason somebody wrote is shown as written. */
export function Reason({ code }: { code: string }) {
  const { locale } = useFrame();
  const known = reasonWords[code] ?? (code.startsWith('check-') ? reasonWords['check'] : undefined);
  return <>{known ? fill(known, locale, { fault: code.slice('check-'.length) }) : code}</>;
}
