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
  const figure = figureIn(found.payload);
  part('angka').hidden = figure === undefined;
  const facts: Record<string, string> = {
    'nama-angka': figure?.name ?? '', masa: figure?.period ?? '', nilai: figure?.value ?? '',
    asal: found.origin, nomor: String(found.index), ukuran: String(found.size), penanda: found.signedBy.join(', '), catatan: JSON.stringify(found.payload === undefined ? found.entry : { catatan: found.entry, isi: found.payload }, null, 1),
    layanan: found.counted?.service ?? '', hari: found.counted?.day ?? '', jumlah: String(found.counted?.count ?? ''),
  };
  for (const [name, value] of Object.entries(facts)) part(name).textContent = value;
}

/** What a published figure says, in words; nothing when the payload is something else. */
function figureIn(payload: unknown): { name: string; period: string; value: string } | undefined {
  const { definition, figure } = (payload ?? {}) as { definition?: { name?: { id?: string }; unit?: string }; figure?: { from?: string; to?: string; value?: number | null } };
  if (!definition?.name?.id || !figure?.from || !figure.to) return undefined;
  return { name: definition.name.id, period: figure.from === figure.to ? figure.from : `${figure.from} s.d. ${figure.to}`, value: figure.value === null || figure.value === undefined ? 'belum ada' : `${figure.value} ${definition.unit ?? ''}` };
}
