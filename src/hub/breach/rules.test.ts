import { describe, expect, it } from 'vitest';
import { noticeBlocks, type BreachFacts } from './rules.ts';

const facts: BreachFacts = { data: 'nama dan nomor telepon', happened: '25 November 2026 malam', how: 'lampiran surel salah alamat', handling: 'surel ditarik, penerima menghapus', contact: 'Petugas pelindungan data, (0714) 321000' };
const about = { regency: 'Kabupaten Contoh', affected: 12, knownAt: '26 November 2026, 09.00 WIB', dueAt: '29 November 2026, 09.00 WIB', drill: false };

describe('a notice of a breach', () => {
  it.each(['subjects', 'authority'] as const)('to %s says which data, when, how and what is done about it (art. 46)', (to) => {
    const text = JSON.stringify(noticeBlocks(to, facts, about));
    for (const words of [facts.data, facts.happened, facts.how, facts.handling, facts.contact, about.knownAt, 'Pasal 46']) expect(text).toContain(words);
    expect(text).not.toContain('LATIHAN');
    expect(JSON.stringify(noticeBlocks(to, facts, { ...about, drill: true }))).toContain('LATIHAN');
  });

  it('tells the authority how many people and by when, the people what they can do', () => {
    expect(JSON.stringify(noticeBlocks('authority', facts, about))).toContain('12 orang');
    expect(JSON.stringify(noticeBlocks('authority', facts, about))).toContain(about.dueAt);
    expect(JSON.stringify(noticeBlocks('subjects', facts, about))).toContain('Jangan berikan kode OTP');
  });
});
