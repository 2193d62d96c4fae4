import { system } from '#kernel/actor';
import { civilDate } from '#kernel/time';
import type { Saroale } from '../rooms.ts';
import { listPolis, saveDoctor, savePoli } from '../store/directory.ts';
import { addSchedule } from '../store/plan.ts';
import { chance } from './chance.ts';
import { plantPeople } from './families.ts';
import { plantHistory } from './history.ts';
import { doctors, polis } from './hospital.ts';
import { liveToday, type SteeredClock } from './today.ts';

export interface DemoSize {
  readonly people: number;
  readonly perSession: number;
  readonly days: number;
}

const everyday: DemoSize = { people: 90, perSession: 18, days: 60 };

/** Fills an empty hospital with a synthetic one: clinics, doctors, schedules, families, sixty days behind and a day in full swing. Does nothing when clinics exist. Returns whether it did. */
export async function seedDemo(saroale: Saroale, clock: SteeredClock, size: DemoSize = everyday): Promise<boolean> {
  const { doors, actions, perform } = saroale;
  if ((await listPolis(doors.database.read(), { withClosed: true })).length > 0) return false;
  const luck = chance(20_191_024);
  const intent = { actor: system('demo', 'command'), action: 'saroale/seedDemo' };
  const today = civilDate(clock.now(), doors.zone);

  const people = await doors.database.write(intent, async (work) => {
    work.note({ subject: 'demo', size });
    for (const poli of polis) await savePoli(work, poli);
    for (const doctor of doctors) {
      await saveDoctor(work, doctor);
      // Today is lived apart, so that the demonstration is busy at any hour; the weekly pattern begins tomorrow.
      for (const weekday of doctor.days) await addSchedule(work, { poli: doctor.poli, doctor: doctor.id, weekday, opens: doctor.opens, closes: doctor.closes, quotaJkn: 24, quotaOther: 6, shared: false, validFrom: today.add({ days: 1 }) });
    }
    return plantPeople(doors, work, luck, size.people);
  });
  await plantHistory(doors, today, luck, size.days);
  await liveToday(saroale, clock, people, luck, size.perSession);
  await perform(actions.openSessions, system('demo', 'command'), {});
  return true;
}
