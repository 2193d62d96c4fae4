import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { settings } from './settings.ts';

export { settings } from './settings.ts';

const schema = z.object(settings);

/** Everything a deployment can set. Secrets come from the environment or from a file named by `NAME_FILE`. */
export type Config = z.infer<typeof schema>;

/** Reads and validates the environment once, at start. Throws one readable error that names every wrong setting. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const given: Record<string, string> = {};
  for (const name of Object.keys(settings)) {
    const file = environment[`${name}_FILE`];
    const value = file ? readFileSync(file, 'utf8').trim() : environment[name];
    if (value !== undefined && value !== '') given[name] = value;
  }
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const lines = result.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`Setelan tidak sah. Perbaiki lalu jalankan lagi:\n${lines.join('\n')}`);
}

/** One line a setting, for the operator guide and `./serasan config`. */
export function describeSettings(): string {
  return Object.entries(settings).map(([name, type]) => `${name}\n    ${type.description ?? ''}`).join('\n');
}
