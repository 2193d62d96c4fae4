import { system } from '#kernel/actor';
import { Problem } from '#kernel/problem';
import { service } from '../../doors.ts';
import { judgeSearch, judgeWrite } from '../rules/answers.ts';
import { newborn } from '../rules/people.ts';
import type { OutboxDeps } from './drain.ts';
import { cachedId, entriesIn, keepId, looked, missed, type CacheDeps, type Looked } from './master.ts';

const nikSystem = 'https://fhir.kemkes.go.id/id/nik';
const motherSystem = 'https://fhir.kemkes.go.id/id/nik-ibu';
const worker = system('sih-larajaket-satusehat');
type Deps = CacheDeps & Pick<OutboxDeps, 'people' | 'client'>;

/**
 * The IHS number of a person: what an officer settled for a newborn; else by NIK; else, without a NIK, by name, birth date and sex when exactly one fits. Nothing found parks the item in words; the
 * visit itself never waits.
 */
export async function patientIhs(deps: Deps, personId: string): Promise<Looked> {
  const settled = await cachedId(deps, 'patient', `person ${personId}`);
  if (settled) return { ok: true, id: settled.id };
  const known = await knownOf(deps, personId);
  if (known.nik) {
    const { nik } = known;
    return looked(deps, 'patient', nik, async () => judgeSearch(await deps.client.search('Patient', { identifier: `${nikSystem}|${nik}` })), { cause: 'patient', words: 'NIK ini tidak dikenal SATUSEHAT. Cocokkan NIK dan tanggal lahir dengan KTP, lalu kirim ulang.' });
  }
  const { name, birthDate, sex } = known;
  const none = { cause: 'patient', words: 'Pasien belum punya NIK di data rumah sakit. Lengkapi NIK di loket; untuk bayi isi NIK ibu di sini, lalu kirim ulang.' } as const;
  if (!name || !birthDate || !sex) return { ok: false, park: none };
  const answer = await deps.client.search('Patient', { name, birthdate: birthDate, gender: sex === 'P' ? 'female' : 'male' });
  const outcome = judgeSearch(answer);
  // Somebody who fits as one of several is nobody: a wrong chart is worse than a waiting one.
  if (outcome.kind !== 'found' || entriesIn(answer) > 1) return missed(outcome.kind === 'found' ? { kind: 'none' } : outcome, none);
  await keepId(deps, 'patient', `person ${personId}`, outcome.remoteId);
  return { ok: true, id: outcome.remoteId };
}

/**
 * A newborn without NIK, by the mother's: the child of that mother with this birth date, or made there when there is none. The mother's NIK is used for the call and kept nowhere. Twins of one mother
 * are told apart by the order of birth (1 is the first).
 */
export async function newbornIhs(deps: Deps, personId: string, motherNik: string, birthOrder: number): Promise<Looked> {
  const { name, birthDate, sex } = await knownOf(deps, personId);
  if (!name || !birthDate || !sex) return { ok: false, park: { cause: 'patient', words: 'Nama, tanggal lahir, atau jenis kelamin bayi belum ada. Lengkapi di loket dahulu.' } };
  const answer = await deps.client.search('Patient', { identifier: `${motherSystem}|${motherNik}`, birthdate: birthDate });
  const found = judgeSearch(answer);
  const none = { cause: 'patient', words: 'SATUSEHAT tidak mengenal NIK ibu ini. Cocokkan dengan KTP ibu.' } as const;
  if (found.kind !== 'found' && found.kind !== 'none') return missed(found, none);
  const siblings = ((answer.body as { entry?: { resource?: { id?: string; multipleBirthInteger?: number } }[] } | null)?.entry ?? []).flatMap(({ resource }) => (resource?.id ? [{ id: resource.id, order: resource.multipleBirthInteger ?? 1 }] : []));
  const same = siblings.find((one) => one.order === birthOrder);
  const outcome = same ? { kind: 'found' as const, remoteId: same.id } : judgeWrite(await deps.client.create('Patient', newborn({ motherNik, name, birthDate, sex, birthOrder })), 'Patient');
  if (outcome.kind !== 'kept' && outcome.kind !== 'found') return missed(outcome, none);
  await keepId(deps, 'patient', `person ${personId}`, outcome.remoteId);
  return { ok: true, id: outcome.remoteId };
}

/** The IHS number of a practitioner by NIK. The NIK is used for the call and kept nowhere. */
export async function practitionerIhs(deps: Pick<Deps, 'client'>, nik: string): Promise<Looked> {
  const outcome = judgeSearch(await deps.client.search('Practitioner', { identifier: `${nikSystem}|${nik}` }));
  return outcome.kind === 'found' ? { ok: true, id: outcome.remoteId } : missed(outcome, { cause: 'practitioner', words: 'NIK ini tidak dikenal SATUSEHAT sebagai tenaga kesehatan. Cocokkan dengan data SISDMK.' });
}

async function knownOf(deps: Pick<Deps, 'people'>, personId: string): Promise<{ nik?: string | undefined; name?: string | undefined; birthDate?: string | undefined; sex?: 'L' | 'P' | undefined }> {
  try {
    return await deps.people.reveal(worker, personId, { purpose: 'legal', service, fields: ['nik', 'name', 'birthDate', 'sex'] });
  } catch (error) {
    if (error instanceof Problem) return {};
    throw error;
  }
}
