import type { Actor } from '#kernel/actor';
import type { Phone } from '#kernel/phone';
import type { People } from '#commons/people';
import type { Prefill } from './prefill.ts';

/**
 * What the register of persons knows of a resident who has signed in: `people/own:name`, `:nik`, `:phone`. Only the person behind the proved phone,
 * never a member of the family; the look is written down as their own (UU 27/2022 art. 7).
 */
export function ownData({ people, phoneOf }: { people: Pick<People, 'findBy' | 'reveal'>; phoneOf: (actor: Actor) => Promise<Phone | undefined> }): Prefill {
  async function me(actor: Actor): Promise<{ id: string; phone: Phone } | undefined> {
    const phone = actor.kind === 'resident' ? await phoneOf(actor) : undefined;
    const person = phone && await people.findBy('phone', phone);
    return phone && person ? { id: person.id, phone } : undefined;
  }

  return {
    id: 'people/own',
    source: { id: 'data Anda di Serasan', en: 'your data at Serasan' },
    consent: { id: 'Saya setuju nama, NIK, dan nomor telepon saya diisikan ke formulir ini.', en: 'I agree that my name, NIK and phone number are filled in on this form.' },
    offers: async (actor) => (await me(actor)) !== undefined,
    async read(actor) {
      const found = await me(actor);
      if (!found) return {};
      const { shownName, nik } = await people.reveal(actor, found.id, { purpose: 'own', service: 'forms', fields: ['name', 'nik'] });
      return { name: shownName, nik, phone: found.phone };
    },
  };
}
