export { readCodeFile } from './read.ts';
export { importable, isImportable, type CodeFile, type Fault, type Importable } from './systems.ts';
