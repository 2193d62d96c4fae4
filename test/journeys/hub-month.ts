import { system } from '#kernel/actor';
import type { House } from '../../src/house.ts';

/** A month of made-up outpatient days in the event log, ending today: enough that every figure of Saroale has something to say. */
export async function recordMonth(house: House): Promise<void> {
  const today = house.clock.now().toZonedDateTimeISO('Asia/Jakarta');
  for (let back = 22; back >= 0; back -= 1) {
    const day = today.subtract({ days: back }).with({ hour: 8, minute: 0, second: 0 });
    if (day.dayOfWeek === 7) continue;
    await house.database.write({ actor: system('test'), action: 'test/month' }, async (work) => {
      const visits = 24 + ((back * 7) % 17);
      for (let visit = 0; visit < visits; visit += 1) {
        const channel = ['whatsapp', 'whatsapp', 'telegram', 'web', 'counter', 'mobile-jkn'][visit % 6] ?? 'web';
        const poli = ['ANA', 'INT', 'OBG'][visit % 3] ?? 'INT';
        const wait = 12 + ((visit * 13 + back * 5) % 70);
        const occurredAt = day.add({ minutes: visit * 4 }).toInstant();
        if (Temporal.Instant.compare(occurredAt, work.now) > 0) continue;
        const emit = (type: string, data: Record<string, unknown>) => { work.emit({ type: `saroale/${type}`, version: 1, subject: work.newId(), data, occurredAt }); };
        emit('booked', { session: 's', poli, channel, payer: 'jkn', visitKind: 3, newPatient: false, leadDays: 1 });
        if (visit % 9 === 4) emit('no-show', { session: 's', poli, channel });
        else {
          emit('called', { session: 's', poli, waitMinutes: wait, promiseMinutes: 60, within: wait <= 60, channel });
          emit('served', { session: 's', poli, channel, payer: 'jkn', serviceMinutes: 9 });
        }
      }
    });
  }
  await house.evidence.seal();
}
