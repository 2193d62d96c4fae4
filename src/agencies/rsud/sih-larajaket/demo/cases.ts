/** A made-up course of a visit; numbers as they are common, names of nobody. */
export interface DemoCase {
  readonly triage: { readonly vitals: Readonly<Record<string, string>>; readonly allergy: 'none-known' | 'known'; readonly newAllergy?: { readonly substance: string; readonly class?: string; readonly reaction: string; readonly severe: boolean }; readonly complaint: string; readonly pain: number };
  readonly results: readonly { readonly name: string; readonly loinc: string; readonly unit: string; readonly low: number; readonly high: number; readonly values: readonly number[] }[];
  readonly code: string;
  readonly note: { readonly subjective: string; readonly objective: string; readonly assessment: string; readonly plan: string };
  readonly rx: readonly { readonly drug: string; readonly signa: string }[];
  readonly panel: string;
}

const a1c = { name: 'HbA1c', loinc: '4548-4', unit: '%', low: 4, high: 5.7 };
const creatinine = { name: 'Kreatinin', loinc: '2160-0', unit: 'mg/dL', low: 0.6, high: 1.3 };
const glucose = { name: 'Gula darah puasa', loinc: '1558-6', unit: 'mg/dL', low: 70, high: 100 };

const adults: readonly DemoCase[] = [
  {
    triage: { vitals: { systolic: '138', diastolic: '84', pulse: '82', respiration: '18', temperature: '36,6', saturation: '98', height: '160' }, allergy: 'none-known', complaint: 'Kontrol gula, kesemutan di kaki', pain: 1 },
    results: [{ ...a1c, values: [9.2, 8.6, 8.1, 7.6] }, { ...glucose, values: [188, 164, 151, 140] }, { ...creatinine, values: [0.9, 1, 1, 1.1] }], code: 'E11.9', panel: 'A1C',
    note: { subjective: 'Kontrol gula darah. Kesemutan di kedua kaki sejak 2 minggu.', objective: 'Keadaan umum baik. Kaki: kulit utuh, nadi teraba.', assessment: 'Diabetes melitus tipe 2, membaik.', plan: 'Lanjut metformin. HbA1c. Edukasi kaki. Kontrol 1 bulan.' }, rx: [{ drug: 'MET500', signa: '3x1 tab pc 30 hari' }],
  },
  {
    triage: { vitals: { systolic: '156', diastolic: '94', pulse: '78', respiration: '18', temperature: '36,4', saturation: '98', height: '165' }, allergy: 'known', newAllergy: { substance: 'amoxicillin', class: 'penicillin', reaction: 'bengkak di bibir', severe: true }, complaint: 'Pusing, tengkuk berat', pain: 3 },
    results: [{ ...creatinine, values: [1.1, 1.2, 1.4] }, { name: 'Kolesterol LDL', loinc: '2089-1', unit: 'mg/dL', low: 0, high: 100, values: [148, 131, 122] }], code: 'I10', panel: 'GINJAL',
    note: { subjective: 'Pusing dan tengkuk berat 3 hari. Obat sering lupa.', objective: 'TD 156/94. Jantung dan paru dalam batas normal.', assessment: 'Hipertensi esensial, belum terkendali.', plan: 'Amlodipin rutin. Kurangi garam. Fungsi ginjal. Kontrol 2 minggu.' }, rx: [{ drug: 'AMLO5', signa: '1x1 tab pagi 30 hari' }, { drug: 'SIMV20', signa: '1x1 tab malam 30 hari' }],
  },
  {
    triage: { vitals: { systolic: '122', diastolic: '78', pulse: '92', respiration: '20', temperature: '37,9', saturation: '97', height: '158' }, allergy: 'none-known', complaint: 'Batuk pilek, demam 2 hari', pain: 2 }, results: [], code: 'J06.9', panel: 'DL',
    note: { subjective: 'Batuk pilek, demam 2 hari. Sesak tidak ada.', objective: 'Faring merah ringan. Paru bersih.', assessment: 'Infeksi saluran napas atas.', plan: 'Obat gejala, banyak minum. Kembali bila sesak.' }, rx: [{ drug: 'PARA500', signa: '3x1 tab pc 3 hari' }, { drug: 'CETI10', signa: '1x1 tab malam 3 hari' }],
  },
];
const children: readonly DemoCase[] = adults.slice(2).map((story) => ({ ...story, triage: { ...story.triage, vitals: { temperature: '38,1', pulse: '110', respiration: '24', height: '104' } }, rx: [{ drug: 'PARASIR', signa: '3x5 ml 3 hari' }] }));

/** Stories that fit a clinic. */
export function casesFor(poli: string): readonly DemoCase[] {
  return poli === 'ANA' ? children : adults;
}
