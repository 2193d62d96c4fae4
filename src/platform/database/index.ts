export { openPool, type Connection } from './pool.ts';
export { openDatabase, Work, type Database, type DomainEvent, type Intent, type JobRequest, type Recorder } from './work.ts';
export { migrate, migrationFiles } from './migrate.ts';
export { startEngine, type Engine } from './engine.ts';
export { mapConstraints } from './constraints.ts';
export { findServerPrograms } from './cluster.ts';
export { dumpEmbedded, startEmbedded } from './embedded.ts';
