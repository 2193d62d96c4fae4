import type { Work } from '#platform/database';
import type { Relation as SaidRelation, Turn } from '#commons/assistant';
import type { Relation } from '../doors.ts';

/** A person this conversation may act for, as people knows them. Never a name. */
export interface Member {
  readonly personId: string;
  readonly initials: string;
  readonly birthYear?: number | undefined;
  readonly relation: Relation;
  /** `A.S. (2019) – anak`. */
  readonly label: string;
  readonly showPoli: boolean;
}

/** The part of #commons/people the chat asks. */
export interface FamilyDoor {
  /** Nobody while a change of number waits for proof. */
  familyOf(contact: { readonly conversationId: string }, within?: Work): Promise<readonly Member[]>;
  erase(work: Work, contact: { readonly conversationId: string }): Promise<unknown>;
}

/** Whom this conversation may speak about. A conversation whose number changed speaks about nobody until it is bound again. */
export async function familyOf(people: FamilyDoor, { work, incoming }: Turn): Promise<readonly Member[]> {
  return incoming.conversation.mustRebind ? [] : people.familyOf({ conversationId: incoming.conversationId }, work);
}

/** Members the words "anak saya", "ibuk", "untuk saya" may mean. */
export function membersMeant(family: readonly Member[], said: SaidRelation): readonly Member[] {
  const meant: readonly Relation[] = relationsOf[said];
  return family.filter((member) => meant.includes(member.relation));
}

const relationsOf: Readonly<Record<SaidRelation, readonly Relation[]>> = {
  saya: ['saya'], anak: ['anak'], ibu: ['ibu'], ayah: ['ayah'], istri: ['istri'], suami: ['suami'], kakek: ['kakek-nenek'], nenek: ['kakek-nenek'], saudara: ['saudara'], cucu: ['cucu'],
  mertua: ['keluarga', 'ibu', 'ayah'], lain: ['tetangga', 'keluarga', 'lainnya', 'bidan', 'perangkat-desa'],
};
