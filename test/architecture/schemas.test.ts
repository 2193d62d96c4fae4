import { readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync } from 'rolldown/utils';
import { describe, expect, it } from 'vitest';
import { roomOf } from './rooms.ts';
import { roots } from './plan.ts';

const source = fileURLToPath(new URL('../../src/', import.meta.url));
const list = async (pattern: string) => Array.fromAsync(glob(pattern, { cwd: source }));
const migrations = await list('**/migrations/*.sql');
const code = (await list('**/*.{ts,tsx}')).filter((file) => !/\.test\.tsx?$/.test(file) && !roots.some((root) => file.startsWith(root)));

/** Which room made which SQL schema. `platform` holds what the lowest floors share and may be named by any of them. */
const owners = new Map<string, string>();
for (const file of migrations) {
  for (const [, schema = ''] of readFileSync(join(source, file), 'utf8').matchAll(/create schema (?:if not exists )?(\w+)/gi)) owners.set(schema, owners.get(schema) ?? roomOf(file));
}

/** Table names `schema.table` in a text, whose schema belongs to another room than `file`'s. */
function foreignTables(file: string, text: string): string[] {
  const found = [...text.matchAll(/(?<![\w/@.-])([a-z_]+)\.([a-z_]+)(?![\w(/-])/g)];
  return found.filter(([, schema = '']) => owners.has(schema) && schema !== 'platform' && owners.get(schema) !== roomOf(file)).map(([name]) => `${file}: ${name}`);
}

/** SQL a file sends: template literals tagged `sql` and the strings given to query builders as table names. */
function sqlTexts(file: string): string[] {
  const { program } = parseSync(file, readFileSync(join(source, file), 'utf8'));
  const texts: string[] = [];
  visit(program, (node) => {
    if (node['type'] === 'TaggedTemplateExpression' && JSON.stringify(node['tag']).includes('"sql"')) texts.push((node['quasi'] as { quasis: { value: { raw: string } }[] }).quasis.map((part) => part.value.raw).join(' ? '));
    if (node['type'] === 'TSPropertySignature' && (node['key'] as { type: string }).type === 'Literal') texts.push(String((node['key'] as { value: unknown }).value));
    if (node['type'] === 'CallExpression' && /"name":"(selectFrom|insertInto|updateTable|deleteFrom|innerJoin|leftJoin|table)"/.test(JSON.stringify((node['callee'] as { property?: unknown }).property ?? null))) {
      for (const argument of node['arguments'] as { type: string; value?: unknown }[]) if (argument.type === 'Literal' && typeof argument.value === 'string') texts.push(argument.value.split(' ')[0] ?? '');
    }
  });
  return texts;
}

function visit(node: unknown, see: (node: Record<string, unknown>) => void): void {
  if (Array.isArray(node)) for (const item of node) visit(item, see);
  else if (node !== null && typeof node === 'object') {
    see(node as Record<string, unknown>);
    for (const value of Object.values(node)) if (value !== null && typeof value === 'object') visit(value, see);
  }
}

describe('SQL', () => {
  it('was read', () => {
    expect(migrations.length).toBeGreaterThan(2);
    expect(owners.size).toBeGreaterThan(2);
    expect(code.flatMap(sqlTexts).filter((text) => /\w+\.\w+/.test(text)).length).toBeGreaterThan(10);
  });

  it('of a room names only the room’s own tables', () => {
    expect(code.flatMap((file) => sqlTexts(file).flatMap((text) => foreignTables(file, text)))).toEqual([]);
  });

  it('of a migration touches only the room’s own schema', () => {
    const wrong = migrations.flatMap((file) => {
      const text = readFileSync(join(source, file), 'utf8').replaceAll(/--.*$/gm, '').replaceAll(/'[^']*'/g, "''");
      return [...text.matchAll(/\b(?:table|into|update|references|from|join|on)\s+(?:if not exists\s+)?([a-z_]+)\.[a-z_]+/gi)].filter(([, schema = '']) => owners.has(schema) && schema !== 'platform' && owners.get(schema) !== roomOf(file)).map(([name]) => `${file}: ${name}`);
    });
    expect(wrong).toEqual([]);
  });

  it('is named by UTC time and room, so that the whole house has one order', () => {
    expect(migrations.filter((file) => !/\/migrations\/\d{8}T\d{4}_[a-z0-9_]+\.sql$/.test(file))).toEqual([]);
    const names = migrations.map((file) => file.split('/').at(-1));
    expect(new Set(names).size).toBe(names.length);
  });
});
