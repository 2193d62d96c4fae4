import { loadEditions } from '../maturity/editions.ts';

/** What a file may be meant to prove, newest edition's rows by level: `iga/16:2`. */
export function requirementChoices(): readonly { value: string; label: string }[] {
  const rows = [...loadEditions().values()].at(-1)?.rows.filter((row) => row.part === 'sid') ?? [];
  return [
    { value: 'sk', label: 'SK penetapan inovasi' }, { value: 'regulasi', label: 'Regulasi' },
    { value: 'tanggal/ide', label: 'Tanggal gagasan' }, { value: 'tanggal/uji_coba', label: 'Tanggal uji coba' }, { value: 'tanggal/penerapan', label: 'Tanggal penerapan' },
    ...rows.flatMap((row) => row.levels.map((level) => ({ value: `iga/${row.key}:${level.parameter}`, label: `${row.key} ${row.name.id}: ${level.parameter}, ${level.text}` }))),
    { value: 'lainnya', label: 'Lainnya' },
  ];
}
