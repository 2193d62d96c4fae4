import { openAssistant } from '#commons/assistant';
import { mountChat } from '../../src/agencies/rsud/saroale/chat/index.ts';
import type { FamilyDoor, Member } from '../../src/agencies/rsud/saroale/chat/family.ts';
import { manifest } from '../../src/agencies/rsud/saroale/manifest.ts';
import { openTown, staff, type SaroaleTown } from './saroale.ts';

/** The town with its chat: the real messaging, assistant, booking and Saroale; only the register of people is a list. */
export interface ChatTown extends SaroaleTown {
  /** A phone and the patients its owner acts for. Returns the phone as the provider writes it. */
  phone(...members: readonly Partial<Member>[]): string;
  /** The members of a phone, as the web form would leave them. */
  bind(phone: string, ...members: readonly Partial<Member>[]): void;
  readonly erased: string[];
}

export async function openChatTown(): Promise<ChatTown> {
  const town = await openTown();
  const { messaging, regency } = town.test.house;
  const families = new Map<string, Member[]>();
  const erased: string[] = [];
  const people: FamilyDoor = {
    async familyOf({ conversationId }, work) {
      const conversation = work && await messaging.conversations.find(work, conversationId);
      return families.get(conversation?.phone ?? '') ?? [];
    },
    erase: (_work, contact) => { erased.push(contact.conversationId); return Promise.resolve(); },
  };
  const assistant = openAssistant({ conversations: messaging.conversations, place: { zone: 'Asia/Jakarta', ...regency.seat }, emergencyContacts: regency.contacts.emergency });
  assistant.know(manifest);
  mountChat({ assistant, people, messaging }, town.saroale);
  messaging.onMessage(assistant.answer);
  const bind = (phone: string, ...members: readonly Partial<Member>[]) => {
    families.set(`+${phone}`, members.map((member): Member => ({
      personId: town.person({ birthYear: member.birthYear ?? 2019, sex: 'P' }), initials: 'A.S.', birthYear: 2019, relation: 'anak', label: `${member.initials ?? 'A.S.'} (${member.birthYear ?? 2019}) – ${member.relation ?? 'anak'}`, showPoli: true, ...member,
    })));
  };
  // Room for many talks, except on 2 December, whose single place is for the waiting list.
  for (const session of await town.saroale.reads.searchSessions({})) if (session.date.toString() !== '2026-12-02') await town.test.house.perform(town.saroale.actions.setQuota, staff('kepala'), { sessionId: session.sessionId, jkn: 20, other: 20, reason: 'Kuota kota uji' });
  let count = 0;
  return {
    ...town, bind, erased,
    phone(...members) {
      const phone = `628130000${String(count += 1).padStart(4, '0')}`;
      if (members.length > 0) bind(phone, ...members);
      return phone;
    },
  };
}
