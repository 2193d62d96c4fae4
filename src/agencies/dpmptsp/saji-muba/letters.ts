import { formatRupiah } from '#kernel/money';
import { formatDate, civilDate } from '#kernel/time';
import { Problem } from '#kernel/problem';
import type { Answers } from '#commons/forms';
import type { SignedDocument } from '#commons/signing';
import type { Work } from '#platform/database';
import { service, type Doors } from './doors.ts';
import { events } from './events.ts';
import { formIdOf } from './forms.ts';
import { tell } from './notices/tell.ts';
import { refusals } from './problems.ts';
import { moveByHouse } from './actions/step.ts';
import { validUntil } from './rules/expiry.ts';
import { fillHoles } from './rules/fill.ts';
import type { PermitType } from './rules/type.ts';
import { answersOf, contactOf, requireApplication, type Application } from './store/applications.ts';
import { findPermit, setStatus, type Permit } from './store/permits.ts';
import { draftOf } from './store/recommendations.ts';
import type { SajiTables } from './store/tables.ts';

/** Class of the signed document of a type at the signing floor. */
function classOf(type: string): string {
  return `saji-muba/${type}`;
}
const followWords: Readonly<Record<Application['purpose'], string>> = { new: '', renewal: 'Perpanjangan dari', amendment: 'Perubahan atas', copy: 'SALINAN dari' };
const rejectionClass = 'saji-muba/penolakan';

/** Says to the signing floor what this office issues: one class for each type that ends in a document, one for refusals. */
export function declareClasses(doors: Doors): void {
  const common = { service, template: 'standard/letter', permission: 'saji-muba/front', maySign: (work: Work, caseId: string) => maySign(doors, work, caseId), signed: (work: Work, document: SignedDocument) => signed(doors, work, document) };
  doors.signing.declareClass(
    ...doors.catalogue.live.filter((type) => type.letter !== undefined).map((type) => ({ ...common, id: classOf(type.id), name: type.name, ...(type.numberFormat === undefined ? {} : { numberFormat: type.numberFormat }) })),
    { ...common, id: rejectionClass, name: { id: 'Surat penolakan permohonan', en: 'Letter of refusal' }, numberFormat: '503/{n}/TLK/DPMPTSP/{year}' },
  );
}

/** Composes the decision from the type's words and the answers, and puts it into the basket of the signer's position. It has no number before it is signed. */
export async function putIntoBasket(doors: Doors, work: Work, application: Application): Promise<void> {
  const draft = await draftOf(doors, application.caseId, work);
  const { type } = application;
  if (!draft || !type.letter || !type.signer) throw new Problem(refusals.notAnswered);
  const contact = await contactOf(doors, application.caseId, work);
  const about = application.aboutPermit === undefined ? undefined : await findPermit(doors, { id: application.aboutPermit }, work);
  const ends = endOf(doors, work, application, await answersOf(doors, application.caseId, work) ?? {}, about);
  await doors.signing.prepare(work, {
    class: draft.decision === 'grant' ? classOf(type.id) : rejectionClass, subject: application.caseId, agency: doors.catalogue.office.agency, position: type.signer, holderName: contact.name,
    data: draft.decision === 'grant' ? await grantData(doors, work, application, type.letter, draft.conditions, contact.name, ends, about) : rejectionData(doors, application, draft.reasons, contact.name),
    ...(draft.decision === 'grant' && ends ? { expiresOn: ends.toString() } : {}),
  });
}

/** Takes what still waits out of the basket. What is being signed at this very moment cannot be taken out: the caller is told to wait. */
export async function takeOutOfBasket(doors: Doors, work: Work, caseId: string, reason: string): Promise<void> {
  for (const document of await doors.signing.documentsOf(service, caseId, work)) if (document.state === 'waiting' || document.state === 'signing') await doors.signing.withdraw(work, { document: document.id, reason });
}

/** Whoever checked or wrote does not sign, and nobody signs while money is owed. Asked again at the moment of signing, because officials change. */
async function maySign(doors: Doors, work: Work, caseId: string): Promise<void> {
  const application = await requireApplication(doors, { caseId }, work);
  if (application.conflicts.includes(work.actor.id)) throw new Problem(refusals.conflict);
  const about = application.aboutPermit === undefined ? undefined : await findPermit(doors, { id: application.aboutPermit }, work);
  if (about && ['suspended', 'revoked', 'superseded'].includes(about.status)) throw new Problem(refusals.aboutEnded);
  const history = await doors.cases.history(caseId, work);
  if (history.some((event) => event.actorId === work.actor.id && ['complete', 'complete-direct', 'propose', 'propose-direct'].includes(event.action))) throw new Problem(refusals.conflict, { detail: 'Anda memeriksa atau menyusun permohonan ini; penandatangannya harus orang lain.' });
  if (await doors.billing.owes(work, service, caseId)) throw new Problem(refusals.hasDefects, { detail: 'Tagihan permohonan ini belum lunas, jadi belum dapat ditandatangani.' });
}

/** The signature was accepted: number, register, case and message in the same transaction. A case that ended meanwhile gets no permit; its document is revoked. */
async function signed(doors: Doors, work: Work, document: SignedDocument): Promise<void> {
  const application = await requireApplication(doors, { caseId: document.subject }, work);
  const found = await doors.cases.of(application.caseId, work);
  if (found?.state !== 'signing') {
    await doors.signing.revoke(work, { document: document.id, reason: 'Permohonan sudah berakhir sebelum ditandatangani.' });
    return;
  }
  const grants = found.facts['decision'] === 'grant';
  const clock = (await doors.cases.clocks(application.caseId, work)).find((one) => one.promise === 'service');
  await moveByHouse(doors, work, application.caseId, grants ? 'sign' : 'sign-rejection');
  if (grants) await enterRegister(doors, work, application, document);
  const decided = { type: application.typeId, district: application.district, decision: grants ? 'grant' as const : 'reject' as const, within: !(clock?.overdue ?? false), returns: found.returns, days: Math.ceil(application.requestedAt.until(work.now).total('days')) };
  await work.tables<SajiTables>().insertInto('saji_muba.decision').values({ case_id: application.caseId, at: work.now.toString(), ...decided }).execute();
  work.emit(events.decided.of(application.caseId, { ...decided, minutes: clock ? Math.round(clock.startedAt.until(work.now).total('minutes')) : 0, percent: Math.round(clock?.percent ?? 0) }));
  const { phone } = await contactOf(doors, application.caseId, work);
  await tell(doors, work, { caseId: application.caseId, code: application.code, phone }, grants ? 'issued' : 'rejected', { nomor: document.number });
}

async function enterRegister(doors: Doors, work: Work, application: Application, document: SignedDocument): Promise<void> {
  const before = application.aboutPermit === undefined ? undefined : await findPermit(doors, { id: application.aboutPermit }, work);
  const ends = endOf(doors, work, application, await answersOf(doors, application.caseId, work) ?? {}, before);
  await work.tables<SajiTables>().insertInto('saji_muba.permit').values({
    id: work.newId(), case_id: application.caseId, type: application.typeId, number: document.number, person: application.person, district: application.district, issued_on: civilDate(document.issuedAt, doors.zone).toString(),
    valid_until: ends?.toString() ?? null, verification: document.code, document: document.id, replaces: before?.id ?? null,
  }).execute();
  if (!before || application.purpose === 'copy' || (before.status !== 'valid' && before.status !== 'expired')) return;
  await setStatus(work, before, 'superseded', `Diganti dengan ${document.number}`);
  await doors.signing.supersede(work, { document: before.document, by: document.id, reason: `${followWords[application.purpose]} ${before.number}.` });
}

/** The last day of validity. A renewal begins anew; an amendment or a copy ends when the permit it is about ends. */
function endOf(doors: Doors, work: Work, { type, purpose }: Application, answers: Readonly<Record<string, unknown>>, about: Permit | undefined): Temporal.PlainDate | undefined {
  if (about && purpose !== 'renewal') return about.validUntil;
  if (type.validity === 'unlimited') return undefined;
  if ('months' in type.validity) return validUntil(civilDate(work.now, doors.zone), type.validity.months);
  const given = answers[type.validity.field];
  return typeof given === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(given) ? Temporal.PlainDate.from(given) : undefined;
}

async function grantData(doors: Doors, work: Work, application: Application, letter: NonNullable<PermitType['letter']>, extra: readonly string[], name: string, ends: Temporal.PlainDate | undefined, about: Permit | undefined) {
  const form = doors.forms.form(formIdOf(application.typeId));
  const answers = await answersOf(doors, application.caseId, work) ?? {};
  const values: Record<string, string> = { 'pemohon.nama': name, 'izin.berlaku': ends ? formatDate(ends) : 'selama memenuhi ketentuan' };
  for (const row of doors.forms.describe(form, answers as Answers)) values[`jawaban.${row.field}`] = row.value;
  const [bill] = await doors.billing.billsOf(service, application.caseId, work);
  if (bill) values['tagihan.jumlah'] = `${formatRupiah(bill.total)}, lunas`;
  const conditions = [...letter.conditions, ...extra];
  const subheading = about ? [letter.subheading, `${followWords[application.purpose]} ${about.number} tanggal ${formatDate(about.issuedOn)}`].filter(Boolean).join(' · ') : letter.subheading;
  return {
    heading: letter.heading, ...(subheading ? { subheading } : {}),
    blocks: [
      { kind: 'clauses', clauses: [{ word: 'Dasar', items: application.type.legalBasis.map((basis) => `${basis.text};`), marks: 'letters' }] },
      { kind: 'paragraph', text: letter.opening },
      { kind: 'fields', rows: letter.fields.map(([label, text]) => [label, fillHoles(text, values)]) },
      ...(conditions.length > 0 ? [{ kind: 'paragraph', text: 'Dengan ketentuan:' }, { kind: 'list', items: conditions, numbered: true }] : []),
      ...(letter.closing ? [{ kind: 'paragraph', text: fillHoles(letter.closing, values) }] : []),
    ],
    ...(letter.copies.length > 0 ? { copies: letter.copies } : {}),
  };
}

function rejectionData(doors: Doors, application: Application, reasons: string, name: string) {
  const { rejection } = doors.catalogue.office;
  return {
    heading: rejection.heading,
    blocks: [
      { kind: 'paragraph', text: rejection.opening },
      { kind: 'fields', rows: [['Pemohon', name], ['Permohonan', application.type.name.id], ['Kode', application.code]] },
      { kind: 'paragraph', text: 'Alasan dan dasarnya:' }, { kind: 'paragraph', text: reasons },
      { kind: 'clauses', clauses: [{ word: 'Dasar', items: application.type.legalBasis.map((basis) => `${basis.text};`), marks: 'letters' }] },
      { kind: 'paragraph', text: rejection.appeal },
    ],
  };
}

