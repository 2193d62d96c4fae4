import { Fraction } from '#kernel/fraction';
import { creationMonths } from '../../register/rules/checks.ts';
import type { InnovationRecord } from '../../register/rules/record.ts';
import type { Edition } from '../editions.ts';
import { parameterOf } from './bands.ts';

/** A level and why. */
export interface Level {
  readonly parameter: number;
  readonly because: string;
}

/** What the service's own events say, all counted to one place of the sealed log. Nobody can type any of it. */
export interface EventFacts {
  /** Channels through which people were served in a year. */
  readonly channels: readonly string[];
  /** People served in a year, if a declared measure counts people. */
  readonly people: number | undefined;
  /** Quarters in a row, newest last, in which more was completed than in the one before (0–3). */
  readonly risingQuarters: number;
  /** Nine of ten are done within so many days. */
  readonly p90Days: number | undefined;
  /** Complaints of a year and how many were solved. */
  readonly complaints: { readonly all: number; readonly solved: number } | undefined;
  /** Answers of published satisfaction surveys. */
  readonly surveyed: number;
  /** Other regions that declared, signed, that they took it from here. */
  readonly adopters: number;
  /** The service runs and its guide is on its public page. */
  readonly running: boolean;
}

const online = new Set(['web', 'whatsapp', 'telegram', 'mobile-jkn', 'api']);

/** Rows an innovation proves by running, by construction. Row 33 uses exactly one basis: people where they are counted, else the trend. */
export function provenByEvents(edition: Edition, facts: EventFacts): ReadonlyMap<string, Level> {
  const out = new Map<string, Level>();
  const banded = (key: string, value: number, because: string) => {
    const bands = edition.rows.find((row) => row.key === key)?.bands;
    const parameter = bands ? parameterOf(bands, new Fraction(value)).parameter : 0;
    if (parameter > 0) out.set(key, { parameter, because });
  };
  banded('31', facts.adopters, `Disalin ${facts.adopters} daerah, dinyatakan bertanda tangan di kedua catatan publik`);
  if (!facts.running) return out;
  out.set('19', facts.channels.some((channel) => online.has(channel)) ? { parameter: 3, because: 'Kejadian masuk lewat saluran daring' } : { parameter: 2, because: 'Kejadian dicatat secara elektronik' });
  out.set('26', { parameter: 3, because: 'Pedomannya terbuka pada laman inovasi' });
  banded('27', facts.channels.length, `Dilayani lewat ${facts.channels.length} saluran: ${facts.channels.join(', ')}`);
  if (facts.p90Days !== undefined) banded('28', facts.p90Days, `Sembilan dari sepuluh selesai dalam ${facts.p90Days} hari`);
  if (facts.complaints && facts.complaints.all > 0) banded('29', (100 * facts.complaints.solved) / facts.complaints.all, `${facts.complaints.solved} dari ${facts.complaints.all} pengaduan selesai`);
  else out.set('29', { parameter: 1, because: 'Belum ada pengaduan; saluran yang dibuka dan dijawab bernilai lebih' });
  if (facts.people !== undefined && facts.people > 0) banded('33', facts.people, `${facts.people} orang dilayani setahun terakhir`);
  else if (facts.risingQuarters > 0) out.set('33', { parameter: Math.min(3, facts.risingQuarters), because: `Naik ${facts.risingQuarters} triwulan berturut-turut` });
  if (facts.surveyed > 0) out.set('34', { parameter: 2, because: `SKM dari ${facts.surveyed} jawaban` });
  return out;
}

const regulationLevel = { 'SK kepala OPD': 1, 'SK Bupati': 1, Perbup: 2, Perda: 3 } as const;

/** What the record claims. A claim counts only once evidence for its row was accepted by somebody else. */
export function claimedByRecord(edition: Edition, record: InnovationRecord, year: number): ReadonlyMap<string, Level> {
  const out = new Map<string, Level>();
  const banded = (key: string, value: number | undefined, because: string) => {
    const bands = edition.rows.find((row) => row.key === key)?.bands;
    if (!bands || value === undefined) return;
    const { parameter } = parameterOf(bands, new Fraction(value));
    if (parameter > 0) out.set(key, { parameter, because });
  };
  const regulation = Math.max(0, ...record.regulasi.map((one) => regulationLevel[one.jenis]));
  if (regulation > 0) out.set('16', { parameter: regulation, because: 'Regulasi dalam catatan' });
  banded('17', record.tim.length, `${record.tim.length} orang dalam tim`);
  const years = [year - 2, year - 1, year].filter((one) => record.anggaran.some((row) => row.tahun === one)).length;
  banded('18', years, `Anggaran ${years} tahun`);
  const classes = new Set(record.mitra.map((one) => one.golongan)).size;
  banded('22', classes, `${classes} golongan aktor`);
  const regions = new Set(record.replikasi.map((one) => one.wilayah)).size;
  banded('31', regions, `Direplikasi ${regions} daerah berbeda`);
  banded('32', creationMonths(record.tanggal), 'Bulan dari gagasan sampai penerapan');
  return out;
}
