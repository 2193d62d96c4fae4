import { parentPort } from 'node:worker_threads';
import { openEngine, type Sheet } from './engine.ts';

const typeset = openEngine();
parentPort?.on('message', ({ id, sheet }: { id: number; sheet: Sheet }) => {
  parentPort?.postMessage({ id, result: typeset(sheet) });
});
