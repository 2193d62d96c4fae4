// ./serasan verify: walks the chains of audit entries, events and readings of personal data, computes every published figure again, and says where the first fault is, if there is one.
import { readConfig } from '#platform/config';
import { reachEngine } from '#platform/backup';
import { verifyFigures } from '#commons/evidence';
import { openHouse } from '../house.ts';

const config = readConfig({ ...process.env, LOG_LEVEL: 'silent' });
const engine = await reachEngine(config);
const house = await openHouse(config, engine.connection);
const results = { audit: await house.audit.verify(), kejadian: await house.evidence.verify(), pembacaan: await house.access.readings.verify() };
for (const [name, result] of Object.entries(results)) {
  process.stdout.write(result.fault
    ? `${name}: RUSAK pada posisi ${result.fault.position} (${result.fault.why}); ${result.rows} baris sebelumnya utuh\n`
    : `${name}: utuh, ${result.rows} baris, kepala ${result.head}\n`);
}
const figures = await verifyFigures(house);
for (const fault of figures.faults) process.stdout.write(`angka: BERBEDA ${fault.service}/${fault.measure} pada ${fault.day} (${fault.why})\n`);
process.stdout.write(`angka: ${figures.checked} yang terbit dihitung ulang, ${figures.faults.length} berbeda\n`);
await house.close();
await engine.stop();
process.exitCode = figures.faults.length > 0 || Object.values(results).some((result) => result.fault) ? 1 : 0;
