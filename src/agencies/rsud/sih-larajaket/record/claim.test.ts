import { describe, expect, it } from 'vitest';
import type { RecordsCase } from '../reads/records-desk.ts';
import { claimBundle, claimGapsOf } from './claim.ts';

const at = Temporal.Instant.from('2026-11-23T03:00:00Z');
const visit: RecordsCase['visit'] = { id: '01a20621-ad00-7000-8000-000000000001', personId: 'p', birthDate: undefined, sex: 'P', code: 'CONTOH1', label: 'D-1', sessionId: 's', poli: 'INT', poliName: 'Poli Penyakit Dalam', doctor: 'dr-cakra', doctorName: 'dr. Contoh', date: Temporal.PlainDate.from('2026-11-23'), payer: 'jkn', state: 'finished', stateAt: at, arrivedAt: at, sep: '0601R0011126V000001', version: 3 };
const line = (no: number, handed: number): NonNullable<RecordsCase['rx']>['items'][number] => ({ id: `l${no}`, rx_id: 'r', no, drug: 'AMLO5', drug_name: 'Amlodipin 5 mg', signa: '1x1', days: 30, quantity: 30, handed, iter_left: 0, next_from: null, recipe: null, overrides: [], reason: '', added_version: 1, ended_version: null });
const rx = (...items: ReturnType<typeof line>[]): RecordsCase['rx'] => ({ id: 'r', visitId: visit.id, number: 'R-CONTOH1', state: 'sent', version: 1, sentAt: at, preparedVersion: 1, items });
const order = (state: 'ordered' | 'resulted' | 'cancelled'): RecordsCase['orders'][number] => ({
  id: 'o', visitId: visit.id, kind: 'lab', panel: 'GDS', panelName: 'Gula darah', state, urgent: false, question: '', orderedAt: at, fileId: null,
  results: state === 'resulted' ? (['final', 'replaced'] as const).map((kept) => ({ id: kept, test: 'GDS', name: 'Glukosa', value: 180, unit: 'mg/dL', low: 70, high: 140, interpretation: 'H' as const, critical: false, text: '', state: kept, version: 1, at, readAt: null, toldAt: null, withdrawnReason: null })) : [],
});
const whole: Parameters<typeof claimBundle>[0] = { visit, person: { name: 'C. P.', birthDate: '1980-01-02', sex: 'P', norm: '00777' }, missing: [], codings: [], resume: [], resumeSealed: { seal: 'abc', byName: 'dr. Contoh', at }, rx: rx(line(1, 30)), orders: [order('resulted')], control: { date: '2026-12-23', letter: 'SKDP-1' } };

describe('a claim', () => {
  it('holds prescription, results and control letter, and its hash covers all of it', () => {
    const bundle = claimBundle(whole);
    expect(bundle).toMatchObject({ missing: [], prescription: { number: 'R-CONTOH1', lines: [{ handed: 30 }] }, results: [{ test: 'GDS', value: 180 }], control: { letter: 'SKDP-1' } });
    expect(claimBundle({ ...whole, rx: rx(line(1, 29)) })['sha256']).not.toBe(bundle['sha256']);
  });

  it.each<[string, Partial<typeof whole>, string[]]>([
    ['what the file lacks', { missing: ['sep', 'resume', 'results-unread'] }, ['sep', 'resume']], ['a visit that goes on', { visit: { ...visit, state: 'coded' } }, ['not-finished']], ['a test without its result', { orders: [order('ordered')] }, ['no-result:GDS']], ['a cancelled test', { orders: [order('cancelled')] }, []],
    ['medicine that nobody handed over', { rx: rx(line(1, 30), line(2, 0)) }, ['not-handed:2']], ['no medicine at all', { rx: undefined }, []],
  ])('is sent back for %s', (_why, more, gaps) => { expect(claimGapsOf({ ...whole, ...more })).toEqual(gaps); });
});
