import { expect, it } from 'vitest';
import { runningServices } from '../src/services.ts';

const running = (...on: string[]) => runningServices(on).map((service) => service.manifest.id);

it('runs what the list names, with the supporting services they need, and nothing else', () => {
  expect(running()).toEqual([]);
  expect(running('saji-muba')).toEqual(['saji-muba']);
  expect(running('sih-larajaket', 'saroale')).toEqual(['saroale', 'clinical-record', 'sih-larajaket']);
});

it('does not start with a list that cannot be, and names every line of it', () => {
  expect(() => running('sih-larajaket', 'tidak-ada')).toThrow(/sih-larajaket: perlu “saroale”[^]*tidak-ada: tidak ada dalam program ini/);
});
