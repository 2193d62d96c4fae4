import { procedure } from '#kernel/procedure';

const nurse = 'sih-larajaket/triage';
const doctor = 'sih-larajaket/treat';
const coder = 'sih-larajaket/code';
const pharmacist = 'sih-larajaket/dispense';
const records = 'sih-larajaket/amend';

/**
 * The life of an outpatient visit (domain 3.1). The database holds the same table and refuses what is not in it. Coding follows the doctor's signature by itself when
 * the doctor chose coded diagnoses, so that nobody waits for medicine because of a code; the coding desk may still change it.
 */
export const visitProcedure = procedure({
  'arrived': {
    triage: { to: 'triaged', by: nurse, within: { amount: 30, unit: 'minute' } },
    begin: { to: 'in-progress', by: doctor },
    leave: { to: 'left-before-seen', by: [nurse, doctor], reason: true },
    cancel: { to: 'cancelled', by: [nurse, records], reason: true },
    retract: { to: 'entered-in-error', by: records, reason: true },
  },
  'triaged': {
    begin: { to: 'in-progress', by: doctor, within: { amount: 60, unit: 'minute' } },
    leave: { to: 'left-before-seen', by: [nurse, doctor], reason: true },
    cancel: { to: 'cancelled', by: [nurse, records], reason: true },
    retract: { to: 'entered-in-error', by: records, reason: true },
  },
  'in-progress': {
    refer: { to: 'waiting-support', by: doctor },
    sign: { to: 'doctor-done', by: doctor },
    retract: { to: 'entered-in-error', by: records, reason: true },
  },
  'waiting-support': {
    back: { to: 'in-progress', by: [doctor, nurse] },
    retract: { to: 'entered-in-error', by: records, reason: true },
  },
  'doctor-done': {
    code: { to: 'coded', by: [coder, doctor] },
    retract: { to: 'entered-in-error', by: records, reason: true },
  },
  'coded': {
    screen: { to: 'screened', by: pharmacist, within: { amount: 10, unit: 'minute' } },
    finish: { to: 'finished', by: [coder, doctor, pharmacist] },
    retract: { to: 'entered-in-error', by: records, reason: true },
  },
  'screened': {
    prepare: { to: 'prepared', by: pharmacist, within: { amount: 30, unit: 'minute' } },
    return: { to: 'coded', by: pharmacist, reason: true },
  },
  'prepared': {
    hand: { to: 'handed', by: pharmacist },
    send: { to: 'delivery', by: pharmacist },
    return: { to: 'coded', by: pharmacist, reason: true },
  },
  'handed': { finish: { to: 'finished', by: pharmacist } },
  'delivery': { finish: { to: 'finished', by: pharmacist } },
  'finished': { retract: { to: 'entered-in-error', by: records, reason: true } },
  'left-before-seen': {},
  'cancelled': {},
  'entered-in-error': {},
});

export type VisitState = (typeof visitProcedure.states)[number];
export type VisitVerb = Parameters<typeof visitProcedure.next>[1];
