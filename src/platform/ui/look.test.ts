import { readFileSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';

const folder = new URL('./assets/', import.meta.url);
const css = readFileSync(new URL('serasan.css', folder), 'utf8');
const desk = readFileSync(new URL('desk.css', folder), 'utf8');

/** Colours of a theme: the light values, and over them those of the dark block. */
function themes(): { light: Record<string, string>; dark: Record<string, string> } {
  const roots = [...css.matchAll(/:root \{([^}]*)\}/g)].map((match) => Object.fromEntries([...(match[1] ?? '').matchAll(/--([\w-]+): (#[0-9a-f]{3,6})/g)].map((pair) => [pair[1] ?? '', pair[2] ?? ''])));
  const [light = {}, dark = {}] = roots;
  return { light, dark: { ...light, ...dark } };
}

function luminance(hex: string): number {
  const full = hex.length === 4 ? hex.replaceAll(/[0-9a-f]/g, '$&$&') : hex;
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => Number.parseInt(full.slice(at, at + 2), 16) / 255).map((value) => (value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

const body = [['ink', 'paper'], ['ink', 'sheet'], ['ink', 'tint-teal'], ['ink', 'tint-gambir'], ['ink', 'tint-leaf'], ['ink', 'tint-amber']] as const;
const other = [
  ['quiet', 'paper'], ['quiet', 'sheet'], ['teal', 'paper'], ['teal', 'sheet'], ['teal', 'tint-teal'], ['teal-deep', 'paper'], ['teal-deep', 'tint-teal'], ['on-teal', 'teal'], ['on-teal', 'teal-deep'],
  ['gambir', 'paper'], ['gambir', 'sheet'], ['gambir', 'tint-gambir'], ['leaf', 'tint-leaf'], ['amber', 'tint-amber'], ['quiet', 'tint-teal'], ['quiet', 'tint-amber'], ['quiet', 'tint-gambir'],
] as const;

describe.each(Object.entries(themes()))('the %s theme', (_name, tokens) => {
  it.each(body)('shows %s on %s with at least 7:1', (text, ground) => { expect(contrast(tokens[text] ?? '', tokens[ground] ?? '')).toBeGreaterThanOrEqual(7); });
  it.each(other)('shows %s on %s with at least 4.5:1', (text, ground) => { expect(contrast(tokens[text] ?? '', tokens[ground] ?? '')).toBeGreaterThanOrEqual(4.5); });
  it('draws edges of fields with at least 3:1', () => { expect(contrast(tokens['edge'] ?? '', tokens['sheet'] ?? '')).toBeGreaterThanOrEqual(3); });
});

describe('the style sheets', () => {
  it('read both themes', () => { expect(Object.keys(themes().dark).length).toBeGreaterThan(12); expect(themes().dark['paper']).not.toBe(themes().light['paper']); });
  it('stay under 12 KB compressed together', () => { expect(brotliCompressSync(css).length + brotliCompressSync(desk).length).toBeLessThan(12 * 1024); });
  it('name every colour once, as a token', () => {
    const rules = css.slice(css.indexOf('*, ::before'), css.indexOf('@media print'));
    const loose = [...rules.matchAll(/#[0-9a-f]{3,8}\b/g)].map((match) => match[0]);
    // The gambo band and the paper of a printed sheet are the same in both themes.
    expect(loose.filter((colour) => !['#0b5563', '#fff', '#000', '#444', '#999'].includes(colour))).toEqual([]);
  });
});
