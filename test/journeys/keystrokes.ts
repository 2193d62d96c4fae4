import type { Page } from 'playwright-core';

/**
 * Keystroke-level model (Card, Moran, Newell, Communications of the ACM 23(7), 1980): a keystroke of an average non-secretary typist takes 0.28 s, getting ready for a unit of work
 * 1.35 s. The hands stay on the keyboard, so nothing is pointed at.
 */
const keystroke = 0.28;
const ready = 1.35;
const patience = { timeout: 30_000 };

export interface Keyboard {
  /** A shortcut: two keys, after a moment of getting ready. */
  alt(letter: string): Promise<void>;
  /** Text, after a moment of getting ready. */
  write(text: string): Promise<void>;
  /** Keys that follow by themselves, such as Tab and Enter. */
  strike(...keys: string[]): Promise<void>;
  /** Waits for the screen, which costs no keystroke. */
  until(text: string | RegExp, place?: string): Promise<void>;
  /** Keystrokes and seconds so far, beside the seconds of typing all of it in full. */
  figure(letters: number): { keystrokes: number; seconds: number; inFull: number; ratio: number };
}

/** A keyboard that counts. */
export function keyboardOf(page: Page): Keyboard {
  let keys = 0;
  let units = 0;
  return {
    async alt(letter) {
      keys += 2;
      units += 1;
      await page.keyboard.press(`Alt+${letter}`);
    },
    async write(text) {
      keys += text.length;
      units += 1;
      await page.keyboard.type(text);
    },
    async strike(...pressed) {
      for (const key of pressed) await page.keyboard.press(key);
      keys += pressed.length;
    },
    async until(text, place = 'main') {
      await page.locator(place).getByText(text).first().waitFor(patience);
      await page.waitForLoadState('load');
    },
    figure(letters) {
      const seconds = Math.round((keys * keystroke + units * ready) * 10) / 10;
      const inFull = Math.round((letters * keystroke + units * ready) * 10) / 10;
      return { keystrokes: keys, seconds, inFull, ratio: Math.round((inFull / seconds) * 10) / 10 };
    },
  };
}

export interface TypicalVisit {
  readonly name: string;
  /** Diagnoses, medicines, orders and next visits it leaves behind. */
  readonly makes: readonly number[];
  /** Letters of diagnoses, medicines with signa, orders and letters when written out by hand. */
  readonly written: number;
  go(keys: Keyboard): Promise<void>;
}

const begin = async (keys: Keyboard) => {
  await keys.alt('m');
  await keys.until('Belum disimpan');
};
const diagnose = async (keys: Keyboard, words: string, code: RegExp) => {
  await keys.alt('d');
  await keys.write(words);
  await keys.until(code, '#temuan-diagnosis');
  await keys.strike('ArrowDown', 'Enter');
  await keys.until('Utama', '.code-list');
};
const prescribe = async (keys: Keyboard, drug: string, signa: string, said: string) => {
  await keys.alt('o');
  await keys.write(drug);
  await keys.strike('Tab');
  await keys.write(signa);
  await keys.strike('Enter');
  await keys.until(said, '.rx-list');
};

/** Three visits as a poli for inner medicine has them: a new patient, a control with something new, and one of many controls. */
export const typicalVisits: readonly TypicalVisit[] = [
  {
    name: 'Hipertensi baru', makes: [1, 2, 1, 0], written: 'I10 Hipertensi esensial, amLODIPIN 5 mg 1 kali sehari 1 tablet pagi 30 hari, simvastatin 20 mg 1 kali sehari 1 tablet malam 30 hari, Fungsi ginjal'.length,
    async go(keys) {
      await begin(keys);
      await diagnose(keys, 'darah ti', /I10/);
      await prescribe(keys, 'amlo5', '1x1 tab pagi 30 hari', '1 kali sehari, 1 tablet, pagi');
      await prescribe(keys, 'simv20', '1x1 tab malam 30 hari', '1 kali sehari, 1 tablet, malam');
      await keys.alt('l');
      await keys.write('Fu');
      await keys.strike('Tab', 'Tab', 'Tab', 'Enter');
      await keys.until('Diminta');
      await keys.alt('c');
      await keys.write('Tengkuk berat 1 minggu, ayah hipertensi.');
      await keys.strike('Tab');
      await keys.write('Jantung paru dbn.');
      await keys.strike('Tab');
      await keys.write('Hipertensi grade 1 baru.');
      await keys.strike('Tab');
      await keys.write('Mulai obat, kurangi garam, cek ginjal.');
      await keys.alt('t');
    },
  },
  {
    name: 'Kontrol diabetes', makes: [1, 1, 1, 1], written: 'E11.9 Diabetes melitus tipe 2 tanpa komplikasi, metFORMIN 500 mg 2 kali sehari 1 tablet sesudah makan 30 hari, HbA1c, Surat kontrol 30 November 2026 dr. Contoh Cakra, Sp.PD'.length,
    async go(keys) {
      await begin(keys);
      await diagnose(keys, 'kencing m', /E11\.9/);
      await prescribe(keys, 'met500', '2x1 tab pc 30 hari', '2 kali sehari, 1 tablet, sesudah makan');
      await keys.alt('l');
      await keys.write('Hb');
      await keys.strike('Tab', 'Tab', 'Tab', 'Enter');
      await keys.until('Diminta');
      await keys.alt('k');
      await keys.strike('Enter');
      await keys.until('Pilih');
      await keys.alt('k');
      await keys.strike('Enter');
      await keys.until(/Kontrol 30 November 2026/);
      await keys.alt('g');
      await keys.strike('Tab', 'Enter');
      await keys.until(/Kontrol gula darah/);
      await keys.alt('c');
      await keys.strike('Control+End');
      await keys.write(' Kesemutan sejak 3 hari.');
      await keys.alt('t');
    },
  },
  {
    name: 'Kontrol rutin', makes: [1, 1, 0, 0], written: 'I10 Hipertensi esensial, amLODIPIN 5 mg 1 kali sehari 1 tablet pagi 30 hari'.length,
    async go(keys) {
      await begin(keys);
      await diagnose(keys, 'darah ti', /I10/);
      await keys.alt('f');
      await keys.strike('Enter');
      await keys.until('Hentikan');
      await keys.alt('g');
      await keys.strike('Enter');
      await keys.until(/Kontrol tekanan darah/);
      await keys.alt('c');
      await keys.strike('Control+End');
      await keys.write(' Obat teratur.');
      await keys.alt('t');
    },
  },
];
