import { z } from 'zod';
import { Problem } from '#kernel/problem';
import { civilDate } from '#kernel/time';
import { action } from '#platform/action';
import type { Work } from '#platform/database';
import type { Doors } from '../doors.ts';
import { events } from '../events.ts';
import { constraints, refusals } from '../problems.ts';
import { composition } from '../record/medicine-facts.ts';
import { writeEncounter, writeFacts } from '../record/write.ts';
import { tellPatient } from '../notices/tell.ts';
import { likeness, unconfirmed } from '../rules/note.ts';
import { licenceOn, mayAmend, sealOf } from '../rules/signing.ts';
import { codingsOf } from '../store/coding.ts';
import { addVersion, lastVersion, noteOf, previousNote, type Note } from '../store/notes.ts';
import { rxOf, type Rx } from '../store/prescriptions.ts';
import { resumeFor, sectionNames } from '../store/resume.ts';
import type { Tables } from '../store/tables.ts';
import { holdVisit, moveVisit, type Visit } from '../store/visits.ts';
import { noteText, openVisit, saveNote } from './save-note.ts';
import * as inputs from './inputs.ts';

/** `proof`: how the signer proved again who they are, just before; pages ask for it, nobody else can sign. */
const signInput = z.strictObject({ visitId: inputs.visitId, base: z.coerce.number().int().min(0), note: noteText, proof: z.enum(['re-authentication']), typedMinutes: z.coerce.number().min(0).max(240).catch(0) });

/**
 * Signs the note and the résumé of a visit, sends the prescription, and ends the consultation: one transaction, so that there is never a signature without its text, nor half a visit.
 * An expired practice licence blocks it; what was written stays.
 */
export function signAction(doors: Doors) {
  return action({
    name: 'sih-larajaket/sign', input: signInput, allow: 'sih-larajaket/treat', constraints: { ...constraints, signature_once: refusals.noteSigned },
    async run(work, input): Promise<{ version: number; seal: string }> {
      const visit = await openVisit(work, input.visitId);
      const saved = await saveNote(work, visit, input.base, input.note);
      if (saved.conflicts.length > 0) throw new Problem(refusals.noteChanged, { facts: { conflicts: saved.conflicts.map((one) => one.part) } });
      const note = await noteOf(work.tables<Tables>(), visit.id);
      const codings = await codingsOf(work.tables<Tables>(), visit.id);
      refuseUnready(note, codings.some((coding) => coding.kind === 'diagnosis'));
      const sip = await licenceOf(doors, work, visit);
      const version = await lastVersion(work, visit.id) + 1;
      const seal = sealOf(note.body, version, undefined);
      await addVersion(work, visit.id, { version, kind: 'signed', base: note.version, body: note.body, current: true, seal });
      await putSignature(work, visit.id, 'note', version, seal, sip, input.proof);
      const rx = await sendPrescription(work, visit);
      await writeResume(doors, work, visit, version, sip, input.proof, false);
      const back = visit.state === 'waiting-support' ? await moveVisit(work, visit, 'back') : visit;
      const done = await moveVisit(work, await moveVisit(work, back, 'sign'), 'code');
      await writeEncounter(doors, work, done);
      const compounded = rx?.items.some((item) => item.recipe !== null) ?? false;
      await tellPatient(doors, work, done, 'resume');
      await doors.saroale.finishConsultation(work, { bookingId: visit.id, prescription: rx ? (compounded ? 'compounded' : 'ready-made') : 'none' });
      const earlier = await previousNote(work.tables<Tables>(), visit.personId, visit.id);
      work.emit(events.signed.of(visit.id, { poli: visit.poli, typedMinutes: input.typedMinutes, likeness: earlier ? likeness(note.body, earlier.body) : 0 }));
      if (rx) work.emit(events.prescribed.of(visit.id, { poli: visit.poli, items: rx.items.length, compounded, overridden: rx.items.reduce((sum, item) => sum + item.overrides.length, 0) }));
      work.note({ subject: visit.id, seal, version });
      return { version, seal };
    },
  });
}

/** Corrects a signed note: the old text stays, the new one carries who, when and why. The author for 2 × 24 hours, afterwards the medical-record unit. */
export function amendAction(doors: Doors) {
  return action({
    name: 'sih-larajaket/amend', input: z.strictObject({ visitId: inputs.visitId, note: noteText, reason: inputs.reason, proof: z.enum(['re-authentication']) }), constraints: { ...constraints, signature_once: refusals.noteChanged },
    allow: (actor) => actor.permissions.has('sih-larajaket/treat') || actor.permissions.has('sih-larajaket/amend'),
    async run(work, input): Promise<{ version: number }> {
      const visit = await holdVisit(work, input.visitId);
      const note = await noteOf(work.tables<Tables>(), visit.id);
      if (note.state !== 'signed' || !note.signedAt || !note.seal) throw new Problem(refusals.notNow);
      const recordUnit = work.actor.permissions.has('sih-larajaket/amend');
      if (!mayAmend(await firstSignedAt(work, visit.id) ?? note.signedAt, work.now, { author: note.author === work.actor.id, recordUnit })) throw new Problem(refusals.amendLate);
      const sip = recordUnit ? 'unit rekam medis' : await licenceOf(doors, work, visit);
      const version = await lastVersion(work, visit.id) + 1;
      const body = { ...input.note, copied: note.body.copied };
      const seal = sealOf(body, version, note.seal);
      await addVersion(work, visit.id, { version, kind: 'amendment', base: note.version, body, current: true, reason: input.reason, seal });
      await putSignature(work, visit.id, 'amendment', version, seal, sip, input.proof);
      await writeResume(doors, work, visit, version, sip, input.proof, true);
      work.emit(events.amended.of(visit.id, { poli: visit.poli, byRecordUnit: recordUnit }));
      work.note({ subject: visit.id, reason: input.reason, version });
      return { version };
    },
  });
}

function refuseUnready(note: Note, hasDiagnosis: boolean): void {
  const empty = (['subjective', 'assessment', 'plan'] as const).filter((part) => note.body[part] === '');
  if (empty.length > 0) throw new Problem(refusals.noteEmpty, { fields: Object.fromEntries(empty.map((part) => [part, refusals.noteEmpty.detail])) });
  if (unconfirmed(note.body) > 0) throw new Problem(refusals.copiedUnconfirmed);
  if (!hasDiagnosis) throw new Problem(refusals.noDiagnosis, { fields: { code: refusals.noDiagnosis.detail } });
}

/** The licence the signature is put under: the account's own, and it must still hold today. */
async function licenceOf(doors: Doors, work: Work, visit: Visit): Promise<string> {
  const own = await work.tables<Tables>().selectFrom('sih_larajaket.practitioner').selectAll().where('account', '=', work.actor.id).executeTakeFirst();
  const scheduled = own?.doctor ? await doors.saroale.licenceOf(own.doctor, work) : undefined;
  const ends = [own ? Temporal.PlainDate.from(own.sip_expires_on) : undefined, scheduled].filter((date) => date !== undefined).sort((a, b) => Temporal.PlainDate.compare(a, b))[0];
  const state = licenceOn(ends, civilDate(work.now, doors.zone));
  if (!own || state === 'expired' || state === 'unknown') throw new Problem(refusals.licence, { facts: { visit: visit.id, state } });
  return own.sip;
}

async function putSignature(work: Work, visitId: string, what: 'note' | 'amendment' | 'resume', version: number, seal: string, sip: string, method: string): Promise<void> {
  await work.tables<Tables>().insertInto('sih_larajaket.signature').values({ id: work.newId(), visit_id: visitId, what, version, seal, method, account: work.actor.id, sip, at: work.now.toString() }).execute();
}

async function sendPrescription(work: Work, visit: Visit): Promise<Rx | undefined> {
  const rx = await rxOf(work.tables<Tables>(), visit.id);
  if (!rx || rx.items.length === 0) return undefined;
  await work.tables<Tables>().updateTable('sih_larajaket.rx').set({ state: 'sent', sent_at: work.now.toString() }).where('id', '=', rx.id).execute();
  return rx;
}

async function writeResume(doors: Doors, work: Work, visit: Visit, version: number, sip: string, method: string, amended: boolean): Promise<void> {
  const sections = await resumeFor(doors, work, visit);
  const seal = sealOf(sections, version, undefined);
  const row = { body: JSON.stringify({ sections }), seal, at: work.now.toString(), by: work.actor.id, by_name: work.actor.name };
  await work.tables<Tables>().insertInto('sih_larajaket.resume').values({ visit_id: visit.id, ...row }).onConflict((conflict) => conflict.column('visit_id').doUpdateSet(row)).execute();
  await putSignature(work, visit.id, 'resume', version, seal, sip, method);
  await writeFacts(doors, work, visit, (about) => [composition(about, { author: work.actor.name, amended, sections: sections.map((section) => ({ title: sectionNames[section.id].id, text: section.lines.join('\n') })) })]);
}

async function firstSignedAt(work: Work, visitId: string): Promise<Temporal.Instant | undefined> {
  return (await work.tables<Tables>().selectFrom('sih_larajaket.note_version').select('at').where('visit_id', '=', visitId).where('kind', '=', 'signed').orderBy('version').limit(1).executeTakeFirst())?.at;
}
