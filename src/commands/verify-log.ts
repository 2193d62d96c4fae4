// ./serasan verify-log ADDRESS KEY: reads a whole public log over HTTP, ours or another regency's, and recomputes its root against the signed checkpoint.
import { readWholeLog } from '#commons/transparency';

const [address = '', key = ''] = process.argv.slice(2);
if (!URL.canParse(address) || key === '') {
  process.stderr.write('Pakai: ./serasan verify-log ALAMAT KUNCI   (kunci ada di ALAMAT/log/kunci; mintalah juga lewat jalan lain)\n');
  process.exit(1);
}
const began = performance.now();
const reading = await readWholeLog(async (path) => {
  const response = await fetch(new URL(`/log/${path}`, address));
  if (!response.ok) throw new Error(`${address}/log/${path} menjawab ${response.status}.`);
  return new Uint8Array(await response.arrayBuffer());
}, key);
process.stdout.write(reading.fault ? `RUSAK: ${reading.fault}\n` : `Utuh: ${reading.size} catatan dari ${reading.origin}, diperiksa dalam ${Math.round(performance.now() - began)} ms.\n`);
process.exitCode = reading.fault ? 1 : 0;
