import { readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Kysely, PostgresDialect, sql } from 'kysely';
import { Migrator, type Migration } from 'kysely/migration';
import type pg from 'pg';
import { sha256 } from '#kernel/digest';

export interface MigrationFile {
  /** File name without `.sql`: `20261123T0900_saroale_registrations`. Names order the migrations of the whole house. */
  readonly name: string;
  readonly path: string;
}

/** Every `migrations/*.sql` of the source tree, in order of name. */
export async function migrationFiles(source: string): Promise<MigrationFile[]> {
  const files: MigrationFile[] = [];
  for await (const path of glob('**/migrations/*.sql', { cwd: source })) files.push({ name: basename(path, '.sql'), path: join(source, path) });
  return files.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Brings the database up to date: forward only, under a lock, whole or not at all. Refuses when an applied file has been edited since. Returns the names applied now. */
export async function migrate(pool: pg.Pool, files: readonly MigrationFile[]): Promise<string[]> {
  const kysely = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  await prepare(kysely);
  await verifyChecksums(kysely, files);
  const migrations: Record<string, Migration> = Object.fromEntries(files.map((file) => [file.name, { up: async (db: Kysely<unknown>) => apply(db, file) }]));
  const migrator = new Migrator({ db: kysely, provider: { getMigrations: () => Promise.resolve(migrations) }, allowUnorderedMigrations: true, migrationTableSchema: 'platform' });
  const { error, results } = await migrator.migrateToLatest();
  if (error) throw error instanceof Error ? error : new Error(`Migration failed: ${JSON.stringify(error)}`);
  return (results ?? []).map((result) => result.migrationName);
}

async function prepare(kysely: Kysely<unknown>): Promise<void> {
  for (const extension of ['postgis', 'btree_gist', 'pg_trgm', 'unaccent', 'pgcrypto', 'citext']) await sql`create extension if not exists ${sql.raw(extension)}`.execute(kysely);
  await sql`create schema if not exists platform`.execute(kysely);
  await sql`create table if not exists platform.migration_checksum (name text primary key, sha256 text not null, applied_at timestamptz not null default now())`.execute(kysely);
}

async function apply(db: Kysely<unknown>, file: MigrationFile): Promise<void> {
  const text = readFileSync(file.path, 'utf8');
  await sql`set local lock_timeout = '5s'`.execute(db);
  await sql.raw(text).execute(db);
  await sql`insert into platform.migration_checksum (name, sha256) values (${file.name}, ${sha256(text)})`.execute(db);
}

async function verifyChecksums(kysely: Kysely<unknown>, files: readonly MigrationFile[]): Promise<void> {
  const { rows } = await sql<{ name: string; sha256: string }>`select name, sha256 from platform.migration_checksum`.execute(kysely);
  const applied = new Map(rows.map((row) => [row.name, row.sha256]));
  for (const file of files) {
    const known = applied.get(file.name);
    if (known && known !== sha256(readFileSync(file.path, 'utf8'))) throw new Error(`Migration ${file.name} was edited after it was applied. Write a new migration instead.`);
  }
}
