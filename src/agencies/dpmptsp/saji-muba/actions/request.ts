import { z } from 'zod';
import { crockfordCode } from '#kernel/ids';
import { parseNik, readNik } from '#kernel/nik';
import { parsePhone } from '#kernel/phone';
import { Problem } from '#kernel/problem';
import { civilDate } from '#kernel/time';
import type { Answers } from '#commons/forms';
import { action } from '#platform/action';
import type { Work } from '#platform/database';
import type { Doors } from '../doors.ts';
import { events } from '../events.ts';
import { tell } from '../notices/tell.ts';
import { refusals } from '../problems.ts';
import { mayFollow } from '../rules/follow.ts';
import { linkOf } from '../rules/link.ts';
import { objectOf } from '../rules/object.ts';
import type { PermitType } from '../rules/type.ts';
import { answersOf, keepType } from '../store/applications.ts';
import { requirePermit, type Permit } from '../store/permits.ts';
import type { SajiTables } from '../store/tables.ts';
import { beginForm } from './begin-form.ts';

const text = z.string().trim();
const identified = z.strictObject({ name: text.min(2, 'Tulis nama sesuai KTP.').max(100), nik: text.min(1, 'Tulis NIK.'), phone: text.min(1, 'Tulis nomor telepon.') });
const input = z.strictObject({
  type: text, village: text.min(1, 'Pilih desa atau kelurahan.'), address: text.min(3, 'Tulis alamat agar petugas menemukan Anda.').max(200),
  /** What it is about, in the words of the type's own question. */
  object: text.max(400).default(''),
  eligibility: z.record(z.string(), z.enum(['ya', 'tidak'])).default({}),
  pickup: z.boolean(), consent: z.boolean(),
  who: z.union([identified, z.strictObject({ personId: z.uuid(), name: text.min(2).max(100), phone: text.min(1, 'Tulis nomor telepon.') })]),
  helper: z.enum(['village', 'proxy']).optional(),
  purpose: z.enum(['new', 'renewal', 'amendment', 'copy']).default('new'), aboutPermit: z.uuid().optional(),
  /** Sent twice, the first request is answered. */
  commandId: z.string().min(8).max(80),
});
export type RequestInput = z.output<typeof input>;

export interface Requested {
  readonly caseId: string;
  readonly code: string;
  /** Path of the status page. */
  readonly path: string;
}

/** A resident asks: the person is registered, the case opens, the form begins with what is known, and a message with the link goes out. */
export async function request(doors: Doors, work: Work, asked: RequestInput): Promise<Requested> {
  const type = doors.catalogue.find(asked.type);
  if (!type) throw new Problem(refusals.noType);
  refuseFaults(doors, type, asked);
  const phone = parsePhone(asked.who.phone);
  if (!phone) throw new Problem(refusals.phone, { fields: { phone: refusals.phone.detail } });
  const person = 'personId' in asked.who ? asked.who.personId : await register(doors, work, asked.who, asked.village);
  const about = asked.aboutPermit === undefined ? undefined : await followed(doors, work, { type, person, purpose: asked.purpose, permitId: asked.aboutPermit });
  const copies = about !== undefined && asked.purpose === 'copy';
  const opened = await doors.cases.open(work, {
    definition: `saji-muba-${type.procedure}`, type: type.id, subject: person, object: objectOf(asked.object || (about ? `${asked.purpose} ${about.number}` : '')), commandId: asked.commandId,
    facts: {
      // A copy says what was decided before: nobody gives an opinion again, and nothing is levied.
      recommenders: copies ? [] : type.recommenders.map((one) => one.agency), paraf: copies ? [] : [...type.paraf], signer: type.signer ?? null, levied: !copies && type.tariff?.is === 'formula', owes: false, settled: false, decision: null, lapsed: false,
    },
    budgets: { callback: doors.catalogue.office.callBack, ...definedOnly(type.budgets) },
  });
  if (opened.repeated) return known(doors, work, opened.caseId);
  const code = crockfordCode(8, doors.random);
  const contact = { name: asked.who.name, phone, address: asked.address };
  await work.tables<SajiTables>().insertInto('saji_muba.application').values({
    case_id: opened.caseId, code, type: type.id, type_hash: await keepType(work, type), person, helper: asked.helper ?? null, purpose: asked.purpose, about_permit: about?.id ?? null, channel: work.actor.channel,
    district: asked.village.slice(0, 8), village: asked.village, contact: doors.seal(JSON.stringify(contact), `saji-muba/contact/${opened.caseId}`), wants_pickup: asked.pickup, requested_at: work.now.toString(),
  }).execute();
  const earlier = about ? (await answersOf(doors, about.caseId, work) ?? {}) as Answers : {};
  await beginForm(doors, work, { caseId: opened.caseId, typeId: type.id }, { ...earlier, ...(type.objectField && asked.object ? { [type.objectField]: asked.object } : {}) });
  work.emit(events.requested.of(opened.caseId, { type: type.id, family: type.family, channel: work.actor.channel, district: asked.village.slice(0, 8), pickup: asked.pickup, helped: asked.helper !== undefined }));
  const path = `/saji-muba/p/${linkOf(code, doors.linkKeys)}`;
  await tell(doors, work, { caseId: opened.caseId, code, phone }, 'requested', { izin: type.name.id, kode: code });
  work.note({ subject: opened.caseId, type: type.id, channel: work.actor.channel });
  return { caseId: opened.caseId, code, path };
}

export const requestAction = (doors: Doors) => action({ name: 'saji-muba/request', input, allow: 'anyone', run: (work, asked) => request(doors, work, asked) });

/** Questions that must be answered as the type expects; every wrong one is named with what to do instead. */
function refuseFaults(doors: Doors, type: PermitType, asked: RequestInput): void {
  const fields: Record<string, string> = {};
  for (const question of type.eligibility) if (asked.eligibility[question.id] !== question.expects) fields[`eligibility.${question.id}`] = question.otherwise.id;
  if (Object.keys(fields).length > 0) throw new Problem(refusals.notEligible, { fields });
  if (doors.places.find(asked.village)?.level !== 'village') throw new Problem(refusals.place, { fields: { village: refusals.place.detail } });
  if (!asked.consent) throw new Problem(refusals.consent, { fields: { consent: refusals.consent.detail } });
  if (type.objectField !== undefined && asked.object === '' && asked.aboutPermit === undefined) throw new Problem(refusals.notEligible, { fields: { object: 'Isi pertanyaan ini agar permohonan dapat dibedakan.' } });
}

/** The permit that is to be renewed, changed or copied, if this person holds it and may ask for that today. */
async function followed(doors: Doors, work: Work, asked: { type: PermitType; person: string; purpose: RequestInput['purpose']; permitId: string }): Promise<Permit> {
  const permit = await requirePermit(doors, { id: asked.permitId }, work);
  if (permit.person !== asked.person || permit.type !== asked.type.id || asked.purpose === 'new') throw new Problem(refusals.notHolder);
  const refusal = mayFollow(asked.purpose, { ...permit, renewable: asked.type.renewable }, civilDate(work.now, doors.zone));
  if (refusal) throw new Problem({ 'not-in-force': refusals.notInForce, 'not-renewable': refusals.notRenewable, 'too-early': refusals.tooEarly }[refusal]);
  return permit;
}

/** An adult's birth date is in the NIK; of two possible centuries the one that makes the person younger than a hundred. */
async function register(doors: Doors, work: Work, who: { name: string; nik: string }, village: string): Promise<string> {
  const parsed = parseNik(who.nik);
  if (!parsed.ok) throw new Problem(refusals.nik, { fields: { nik: refusals.nik.detail } });
  const { sex, day, month, twoDigitYear } = readNik(parsed.nik);
  const { year } = work.now.toZonedDateTimeISO(doors.zone);
  const century = 2000 + twoDigitYear > year ? 1900 : 2000;
  const birthDate = Temporal.PlainDate.from({ year: century + twoDigitYear, month, day }).toString();
  return (await doors.people.register(work, { name: who.name, nik: parsed.nik, sex, birthDate, village })).personId;
}

async function known(doors: Doors, work: Work, caseId: string): Promise<Requested> {
  const row = await work.tables<SajiTables>().selectFrom('saji_muba.application').select('code').where('case_id', '=', caseId).executeTakeFirstOrThrow();
  return { caseId, code: row.code, path: `/saji-muba/p/${linkOf(row.code, doors.linkKeys)}` };
}

function definedOnly(budgets: PermitType['budgets']) {
  return { ...(budgets.service ? { service: budgets.service } : {}), ...(budgets.completeness ? { completeness: budgets.completeness } : {}), ...(budgets.recommendation ? { recommendation: budgets.recommendation } : {}) };
}
