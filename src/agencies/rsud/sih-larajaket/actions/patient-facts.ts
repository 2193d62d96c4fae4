import type { Actor } from '#kernel/actor';
import type { Work } from '#platform/database';
import type { Doors } from '../doors.ts';
import { readChart, type Chart } from '../record/chart.ts';
import { egfr } from '../rules/kidney.ts';
import type { PatientFacts } from '../rules/safety.ts';
import type { TriageRow } from '../store/triage.ts';
import { yearsOf, type Visit } from '../store/visits.ts';

/** What the safety checks judge a prescription by: triage of this visit, allergies and medicines of the record, kidneys from the latest creatinine (at most a year old). */
export function factsOf(visit: Visit, chart: Chart, triage: TriageRow | undefined): PatientFacts {
  const years = yearsOf(visit);
  const creatinine = chart.results.find((result) => result.key === '2160-0')?.points.at(-1);
  const fresh = creatinine !== undefined && creatinine.at >= visit.date.subtract({ years: 1 }).toString();
  return {
    years, weightKg: triage?.vitals['weight'], egfr: fresh && years !== undefined && visit.sex ? egfr(creatinine.value, years, visit.sex) : undefined,
    pregnant: triage?.pregnancy === 'pregnant' ? true : triage?.pregnancy === 'no' || visit.sex === 'L' ? false : undefined,
    allergies: chart.allergies, allergyAsked: triage !== undefined, active: chart.drugs,
  };
}

/** The chart as it was before this visit's own prescription. */
export async function chartFor(doors: Doors, by: Actor | Work, visit: Visit): Promise<Chart> {
  return readChart(doors.record, by, visit.personId, visit.date, visit.id);
}
