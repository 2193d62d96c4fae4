export { putBack, takeBackup, type BackupManifest } from './backup.ts';
export { reachEngine } from './reach.ts';
