import { check, type Found } from './check.ts';

// Binds the form of the checking page. Words live in the page; this only chooses which to show.
const part = (name: string) => document.getElementById(name) as HTMLElement;
const file = part('berkas') as HTMLInputElement;
const pasted = part('isi') as HTMLTextAreaElement;
const keys = part('kunci') as HTMLTextAreaElement;

part('periksa').addEventListener('submit', (event) => {
  event.preventDefault();
  void look();
});
file.addEventListener('change', () => { void look(); });

async function look(): Promise<void> {
  const chosen = file.files?.[0];
  const proof = chosen ? await chosen.text() : pasted.value;
  if (proof === '') return;
  show(check(proof, keys.value));
}

function show(found: Found): void {
  for (const name of ['sah', 'rusak']) part(name).hidden = true;
  for (const name of ['file', 'key', 'signature', 'inclusion', 'payload', 'closing', 'counted']) part(`sebab-${name}`).hidden = true;
  if (!found.ok) {
    part(`sebab-${found.fault}`).hidden = false;
    part('rusak').hidden = false;
    return;
  }
  part('sah').hidden = false;
  part('terhitung').hidden = found.counted === undefined;
  const facts: Record<string, string> = {
    asal: found.origin, nomor: String(found.index), ukuran: String(found.size), penanda: found.signedBy.join(', '), catatan: JSON.stringify(found.payload === undefined ? found.entry : { catatan: found.entry, isi: found.payload }, null, 1),
    layanan: found.counted?.service ?? '', hari: found.counted?.day ?? '', jumlah: String(found.counted?.count ?? ''),
  };
  for (const [name, value] of Object.entries(facts)) part(name).textContent = value;
}
