import { answer } from '#platform/http';
import { queryText, requireOne, type HubDoors } from '../doors.ts';
import { listInnovations } from '../register/store/innovations.ts';
import { coverageOn, runningOn } from './coverage.ts';
import { LeaderPage, type LeaderLine } from './page.tsx';

/** `/ringkasan`: the leader's page, as of today or any earlier day. */
export function mountLeadership(doors: HubDoors): void {
  const { http: { app }, database, measures, manifests, regency, survey, complaints } = doors;
  app.get('/ringkasan', async (request, reply) => {
    requireOne(request, 'hub/lead');
    const today = measures.today();
    const asked = dayAsked(queryText(request, 'tanggal'));
    const asOf = asked && Temporal.PlainDate.compare(asked, today) <= 0 ? asked : today;
    const at = await measures.head();
    const span = { from: asOf.subtract({ months: 12 }).add({ days: 1 }), to: asOf };
    const scores = await survey.byService(span);
    const coverage = await coverageOn(database, asOf, await runningOn(measures, manifests, asOf, at));
    const lines = await Promise.all((await listInnovations(database)).filter((one) => one.stage !== 'pensiun').map(async (innovation): Promise<LeaderLine> => {
      const manifest = manifests.find((one) => one.id === innovation.service);
      const budget = innovation.record.anggaran.filter((row) => row.tahun === asOf.year).reduce((sum, row) => sum + BigInt(row.jumlah), 0n);
      const health = manifest ? await measures.health(manifest, at, asOf) : undefined;
      return {
        id: innovation.service ?? innovation.code, name: manifest?.name ?? innovation.record.akronim ?? innovation.title, agency: regency.agencies.find((agency) => agency.id === innovation.opd)?.acronym ?? innovation.opd, affair: innovation.record.urusan_utama,
        health, budget: budget > 0n ? budget : undefined, completed: health?.monthly.reduce((sum, month) => sum + month, 0),
        satisfaction: manifest ? scores.get(manifest.id)?.shown : undefined, lateComplaints: manifest ? (await complaints.solvedOf(manifest.id, span.from, span.to)).late : 0,
      };
    }));
    return answer(reply.header('Cache-Control', 'no-store'), <LeaderPage coverage={coverage} lines={lines} year={asOf.year} />);
  });
}

function dayAsked(text: string): Temporal.PlainDate | undefined {
  try {
    return text ? Temporal.PlainDate.from(text, { overflow: 'reject' }) : undefined;
  } catch {
    return undefined;
  }
}
