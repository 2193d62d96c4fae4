import { z } from 'zod';
import { can } from '#kernel/actor';
import { Problem } from '#kernel/problem';
import { action } from '#platform/action';
import type { Work } from '#platform/database';
import type { Doors } from '../doors.ts';
import { refusals } from '../problems.ts';
import { contactOf, requireApplication } from '../store/applications.ts';
import { requirePermit } from '../store/permits.ts';
import { request } from './request.ts';

const wish = { purpose: z.enum(['renewal', 'amendment', 'copy']), pickup: z.boolean().default(false), commandId: z.string().min(8).max(80) };

/**
 * A holder asks for renewal, amendment or a copy of a permit they have. Who holds it is proved by the private link of the permit's own application
 * (`code` comes out of its signature), or at the counter by the NIK the officer reads from the card; name, phone and answers come from what is known.
 */
export const followAction = (doors: Doors) => action({
  name: 'saji-muba/follow', allow: 'anyone', input: z.union([z.strictObject({ ...wish, code: z.string() }), z.strictObject({ ...wish, permitId: z.uuid(), nik: z.string().trim().min(1, 'Tulis NIK dari KTP pemegang.') })]),
  async run(work, asked) {
    const caseId = 'code' in asked ? (await requireApplication(doors, { code: asked.code }, work)).caseId : await atCounter(doors, work, asked);
    const before = await requireApplication(doors, { caseId }, work);
    const permit = await requirePermit(doors, { caseId }, work);
    const contact = await contactOf(doors, caseId, work);
    return request(doors, work, {
      type: permit.type, village: before.village, address: contact.address, object: '', pickup: asked.pickup, consent: true, who: { personId: before.person, name: contact.name, phone: contact.phone },
      eligibility: Object.fromEntries(before.type.eligibility.map((question) => [question.id, question.expects])), purpose: asked.purpose, aboutPermit: permit.id, commandId: asked.commandId, ...(before.helper ? { helper: before.helper } : {}),
    });
  },
});

async function atCounter(doors: Doors, work: Work, asked: { permitId: string; nik: string }): Promise<string> {
  if (!can(work.actor, 'saji-muba/front')) throw new Problem(refusals.notHolder);
  const permit = await requirePermit(doors, { id: asked.permitId }, work);
  const holder = await doors.people.findBy('nik', asked.nik.replaceAll(/\D/g, ''), work);
  if (holder?.id !== permit.person) throw new Problem(refusals.notHolder, { fields: { nik: refusals.notHolder.detail } });
  return permit.caseId;
}
