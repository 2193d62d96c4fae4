import { z } from 'zod';
import { action } from '#platform/action';
import { relations, type Doors } from '../doors.ts';
import { refusals } from '../problems.ts';
import { identifyInput, identifyPatient } from './identify-patient.ts';
import { registerInput, registerPatient } from './register-patient.ts';

const tie = { token: z.string().min(10), relation: z.enum(relations, { error: 'Pilih hubungan Anda dengan pasien.' }), showPoli: z.boolean().default(false), consent: z.literal(true, { error: refusals.consentNeeded.detail }) };

/** Ties a known patient to the conversation that asked for this one-time link, with consent. No NIK ever passes through the chat. */
export function bindPersonAction(doors: Doors) {
  return action({
    name: 'saroale/bindPerson', input: identifyInput.extend(tie), allow: 'anyone',
    async run(work, { token, relation, showPoli, consent: _consent, ...who }): Promise<{ personId: string }> {
      const person = await identifyPatient(doors, work, who);
      const { contact } = await doors.people.links.use(work, token);
      await doors.people.bind(work, { contact, personId: person.id, relation, consent: { version: doors.people.consent.current.version, showPoli }, proof: 'link' });
      return { personId: person.id };
    },
  });
}

/** The same for somebody who was never at the hospital. */
export function addFamilyMemberAction(doors: Doors) {
  return action({
    name: 'saroale/addFamilyMember', input: registerInput.extend(tie), allow: 'anyone',
    async run(work, { token, relation, showPoli, ...who }): Promise<{ personId: string }> {
      const { id } = await registerPatient(doors, work, who);
      const { contact } = await doors.people.links.use(work, token);
      await doors.people.bind(work, { contact, personId: id, relation, consent: { version: doors.people.consent.current.version, showPoli }, proof: 'link' });
      return { personId: id };
    },
  });
}
