import type { Office, PermitType } from './type.ts';

/** What a type still lacks before it may go live, one line each; empty when nothing is missing. The service standard asks for every one of these. */
export function missing(type: PermitType, office: Office): string[] {
  const positions = new Set(office.positions.map((position) => position.id));
  const faults: string[] = [];
  const need = (right: boolean, fault: string) => { if (!right) faults.push(fault); };
  need(type.requirements.length > 0, 'daftar persyaratan');
  need(type.tariff !== undefined, 'tarif (boleh nol rupiah, dengan dasarnya)');
  need(type.budgets.service !== undefined, 'jangka waktu layanan');
  need(type.budgets.completeness !== undefined, 'jangka waktu pemeriksaan kelengkapan');
  need(type.legalBasis.length > 0, 'dasar hukum');
  need(type.form.steps.length > 0, 'formulir');
  if (type.procedure === 'permit') {
    need(type.signer !== undefined, 'pejabat penanda tangan');
    need(type.letter !== undefined, 'naskah dokumen');
    need(type.numberFormat !== undefined, 'format nomor');
  }
  need(type.recommenders.length === 0 || type.budgets.recommendation !== undefined, 'jangka waktu rekomendasi');
  for (const position of [...type.paraf, ...(type.signer === undefined ? [] : [type.signer])]) need(positions.has(position), `jabatan ${position} di office.json`);
  need(type.signer === undefined || !type.paraf.includes(type.signer), 'penanda tangan di luar rantai paraf');
  need(withinShare(type), 'jangka waktu rekomendasi paling lama 60 persen jangka waktu layanan');
  need(type.objectField === undefined || type.objectField in type.form.properties, `isian ${type.objectField ?? ''} pada formulir`);
  for (const factor of factorsOf(type)) {
    if (factor.from.is === 'answer') need(factor.from.field in type.form.properties, `isian ${factor.from.field} untuk tarif`);
    if (factor.from.is === 'reference') { const { figure } = factor.from; need(office.figures.some((one) => one.id === figure), `angka ${figure} di office.json`); }
  }
  return faults;
}

function factorsOf(type: PermitType) {
  return type.tariff?.is === 'formula' ? type.tariff.factors : [];
}

/** A recommendation may take at most three fifths of the whole, so that the office keeps time to decide. */
function withinShare({ budgets: { service, recommendation } }: PermitType): boolean {
  return !service || !recommendation || service.unit !== recommendation.unit || recommendation.amount * 5 <= service.amount * 3;
}
