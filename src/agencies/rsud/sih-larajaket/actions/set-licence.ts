import { z } from 'zod';
import { Problem } from '#kernel/problem';
import { action } from '#platform/action';
import { constraints, refusals } from '../problems.ts';
import type { Tables } from '../store/tables.ts';

const licenceInput = z.strictObject({
  account: z.string().min(1).max(80), name: z.string().min(1).max(120), profession: z.enum(['doctor', 'nurse', 'pharmacist', 'analyst', 'radiographer'], { error: 'Pilih profesinya.' }), doctor: z.string().trim().max(60).default(''),
  sip: z.string().trim().min(3, { error: 'Tulis nomor SIP.' }).max(60), until: z.iso.date({ error: 'Tulis tanggal berakhirnya SIP.' }), str: z.string().trim().max(60).default(''), ihs: z.string().trim().regex(/^(N\d+)?$/, { error: 'Nomor IHS diawali huruf N.' }).default(''),
});

/** Notes the practice licence (SIP) and registration (STR) of an account. Expired or missing, it blocks signing; what was signed before keeps the number it was signed under. */
export function setLicenceAction() {
  return action({
    name: 'sih-larajaket/setLicence', input: licenceInput, allow: 'sih-larajaket/oversee', constraints,
    async run(work, input): Promise<void> {
      if (input.account === work.actor.id) throw new Problem(refusals.licenceOwn, { fields: { username: refusals.licenceOwn.detail } });
      const row = { name: input.name, profession: input.profession, doctor: input.doctor || null, sip: input.sip, sip_expires_on: input.until, str: input.str || null, ihs: input.ihs || null };
      await work.tables<Tables>().insertInto('sih_larajaket.practitioner').values({ account: input.account, ...row }).onConflict((conflict) => conflict.column('account').doUpdateSet(row)).execute();
      work.note({ subject: input.account, sip: input.sip, until: input.until });
    },
  });
}
