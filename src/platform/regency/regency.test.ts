import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { loadRegency, readCsv, RegencyFault } from './index.ts';

const regencies = fileURLToPath(new URL('../../../regencies/', import.meta.url));
const made: string[] = [];
afterEach(() => { for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true }); });

/** A copy of the template with one file changed. */
function changed(file: string, change: (text: string) => string): string {
  const folder = mkdtempSync(join(tmpdir(), 'srs-regency-'));
  made.push(folder);
  cpSync(join(regencies, '_template'), folder, { recursive: true });
  writeFileSync(join(folder, file), change(readFileSync(join(folder, file), 'utf8')));
  return folder;
}

function faultsOf(folder: string): readonly string[] {
  try {
    loadRegency(folder);
  } catch (error) {
    if (error instanceof RegencyFault) return error.faults;
    throw error;
  }
  return [];
}

describe('the data of a regency', () => {
  it('reads Muba: the fifteen of 24 October 2019, their eleven owners, fifteen districts', () => {
    const muba = loadRegency('muba');
    expect([muba.code, muba.zone, muba.name]).toEqual(['16.06', 'Asia/Jakarta', 'Kabupaten Musi Banyuasin']);
    expect(muba.innovations).toHaveLength(15);
    expect(new Set(muba.innovations.map((innovation) => innovation.agency)).size).toBe(11);
    expect(muba.innovations.every((innovation) => innovation.announced.date === '2019-10-24')).toBe(true);
    expect(muba.districts).toHaveLength(15);
    expect(muba.villages).toHaveLength(240);
    expect(muba.villages.filter((village) => village.kind === 'kelurahan')).toHaveLength(13);
    expect(muba.holidays.filter((holiday) => holiday.date.startsWith('2026') && holiday.kind === 'joint-leave')).toHaveLength(8);
    expect(muba.holidays.filter((holiday) => holiday.date.startsWith('2026') && holiday.kind === 'national')).toHaveLength(17);
  });

  it('starts from the template as it is', () => {
    expect(loadRegency('_template').services).toEqual(['saroale']);
  });

  it('says what to do when the folder is not there', () => {
    expect(() => loadRegency('nowhere')).toThrow(/regency\.json: berkas tidak ada\. Salin regencies\/_template/);
  });

  it.each([
    ['regency.json', (text: string) => text.replace('Asia/Jakarta', 'Asia/Sekayu'), /regency\.json › zone: zona waktu tidak dikenal/],
    ['regency.json', (text: string) => text.replace('"shortName"', '"nickname"'), /regency\.json › shortName/],
    ['regency.json', (text: string) => text.slice(0, -4), /regency\.json: bukan JSON yang sah/],
    ['regency.json', (text: string) => text.replace('"latitude": -2.0', '"latitude": 52.1'), /regency\.json › seat\.latitude/],
    ['innovations.json', (text: string) => text.replace('"agency": "rsud"', '"agency": "dinkes"'), /innovations\.json › saroale: perangkat daerah “dinkes” tidak ada/],
    ['services.json', (text: string) => text.replace('"saroale"', '"saroale", "saroale"'), /services\.json › .*saroale/],
    ['districts.csv', (text: string) => text.replace('99.01.01', '98.01.01'), /districts\.csv › 98\.01\.01: bukan bagian dari 99\.01/],
    ['villages.csv', (text: string) => text.replace('99.01.01.2001', '99.01.07.2001'), /villages\.csv › 99\.01\.07\.2001: kecamatan 99\.01\.07 tidak ada/],
    ['villages.csv', (text: string) => text.replace('Contoh Dua,desa', 'Contoh Dua,kelurahan'), /kode berawalan 1 adalah kelurahan/],
    ['villages.csv', (text: string) => `${text}99.01.01.2001,Lagi,desa,,,,\n`, /villages\.csv › 99\.01\.01\.2001 .* tertulis dua kali/],
    ['holidays.csv', (text: string) => text.replace('2026-01-01', '2026-02-30'), /holidays\.csv baris 3 › date: harus tanggal/],
    ['calendars.json', (text: string) => text.replace('"13:00"', '"11:00"'), /calendars\.json › calendars\.0\.weekly\.0\.windows\.1: selang jam harus berurutan/],
    ['calendars.json', (text: string) => text.replace('"08:00"', '"18:00"'), /jam buka harus sebelum jam tutup/],
    ['calendars.json', (text: string) => text.replace(/"days": \[\s*1,/, '"days": [ 5,'), /hari 5 disebut dua kali/],
    ['calendars.json', (text: string) => text.replace('"id": "office"', '"id": "loket"'), /harus ada kalender bernama office/],
  ])('names the file and the place when %s is wrong', (file, change, expected) => {
    expect(faultsOf(changed(file, change)).join('\n')).toMatch(expected);
  });

  it('lists all faults at once', () => {
    const folder = changed('regency.json', (text) => text.replace('99.01', 'x').replace('Asia/Jakarta', 'nowhere'));
    rmSync(join(folder, 'holidays.csv'));
    expect(faultsOf(folder)).toHaveLength(3);
  });
});

describe('CSV', () => {
  const cell = fc.string({ maxLength: 12 }).map((text) => text.replace(/[\r\uFEFF]/g, '').trim());
  it('reads back any cells that were quoted', () => {
    fc.assert(fc.property(fc.array(fc.tuple(cell, cell), { maxLength: 8 }), (rows) => {
      const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;
      const text = ['a,b', ...rows.map(([a, b]) => `${quote(`x${a}`)},${quote(b)}`)].join('\n');
      expect(readCsv(text).map((row) => [row.fields['a'], row.fields['b']])).toEqual(rows.map(([a, b]) => [`x${a}`, b]));
    }));
  });

  it('skips remarks and empty lines but counts them', () => {
    expect(readCsv('# remark\na,b\n\n1,2\r\n')).toEqual([{ line: 4, fields: { a: '1', b: '2' } }]);
  });
});
