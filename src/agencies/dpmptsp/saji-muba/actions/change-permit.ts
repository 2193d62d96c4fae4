import { z } from 'zod';
import { Problem } from '#kernel/problem';
import { action } from '#platform/action';
import type { Doors } from '../doors.ts';
import { events } from '../events.ts';
import { tell } from '../notices/tell.ts';
import { refusals } from '../problems.ts';
import { contactOf, requireApplication } from '../store/applications.ts';
import { requirePermit, setStatus } from '../store/permits.ts';
import type { PermitStatus } from '../store/tables.ts';

const ways: Readonly<Record<'suspend' | 'resume' | 'revoke', { from: readonly PermitStatus[]; to: PermitStatus; words: string }>> = {
  suspend: { from: ['valid'], to: 'suspended', words: 'dibekukan sementara' }, resume: { from: ['suspended'], to: 'valid', words: 'berlaku kembali' }, revoke: { from: ['valid', 'suspended'], to: 'revoked', words: 'dicabut' },
};

/** Suspends, resumes or revokes an issued permit, with a reason; whoever scans its code reads it from that moment, the register shows it, and the holder is told. */
export const changePermitAction = (doors: Doors) => action({
  name: 'saji-muba/change-permit', allow: 'saji-muba/head', input: z.strictObject({ permitId: z.uuid(), verb: z.enum(['suspend', 'resume', 'revoke']), reason: z.string().trim().min(10, 'Tulis alasannya, paling sedikit sepuluh huruf.').max(1000) }),
  async run(work, { permitId, verb, reason }) {
    const permit = await requirePermit(doors, { id: permitId }, work);
    const way = ways[verb];
    if (!way.from.includes(permit.status)) throw new Problem(refusals.notValid);
    await setStatus(work, permit, way.to, reason);
    await doors.signing[verb](work, { document: permit.document, reason });
    work.emit(events.permitChanged.of(permit.id, { type: permit.type, status: way.to }));
    const application = await requireApplication(doors, { caseId: permit.caseId }, work);
    const { phone } = await contactOf(doors, permit.caseId, work);
    await tell(doors, work, { caseId: permit.caseId, code: application.code, phone }, 'changed', { nomor: permit.number, keadaan: way.words });
    work.note({ subject: permit.id, verb, reason });
  },
});
