import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const rows = readFileSync('docs/guides/bad-days.md', 'utf8').split('\n').filter((line) => /^\| \d/.test(line)).map((line) => {
  const [, number = '', , , shown = ''] = line.split('|').map((cell) => cell.trim());
  const [, file = '', title = ''] = /^`([^`]+)` › (.+)$/.exec(shown) ?? [];
  return { number, file, title };
});

it('every bad day of the hub has its test, and the test is there', () => {
  expect([...new Set(rows.map((row) => Number.parseInt(row.number, 10)))]).toEqual(Array.from({ length: 17 }, (_, at) => at + 1));
  expect(rows.filter(({ file, title }) => title === '' || !readFileSync(file, 'utf8').includes(`it('${title}'`)).map((row) => row.number)).toEqual([]);
});
