import { emergencySigns } from './words/emergency.ts';

/**
 * The first sign of an emergency in a normalised text, or nothing. Only a denial directly before the sign silences it ("tidak kejang", "tidak ada sesak
 * napas"), and only for that sign: "tidak sesak tapi nyeri dada" is an alarm. Ordinary follow-up ("pasca stroke") is quiet for the signs marked so.
 */
export function emergencySign(normalised: string): string | undefined {
  return emergencySigns.find(({ pattern, past }) => occurrences(normalised, pattern).some((at) => !denied.test(normalised.slice(0, at)) && !(past && followUp.test(normalised.slice(0, at)))))?.sign;
}

function occurrences(text: string, pattern: RegExp): number[] {
  return [...text.matchAll(new RegExp(pattern.source, 'gu'))].map((match) => match.index);
}

const denied = /(?:^| )(?:tidak|bukan|tanpa|belum)(?: (?:ada|lagi|pernah|sampai|merasa|terasa))? ?$/;
const followUp = /(?:^| )(?:pasca|riwayat|kontrol|bekas|habis|setelah|sesudah|terapi|pernah|akibat|jasa) ?$/;
