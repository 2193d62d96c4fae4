import { setImmediate as turn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { parentPort } from 'node:worker_threads';
import { openEngine, type Sheet } from './engine.ts';

interface Order { readonly id: number; readonly sheet: Sheet }

/**
 * A compiled document is native memory behind a small JavaScript object: the collector sees no reason to run, and what it finds is freed only between two
 * turns of the event loop. Left alone, 700 documents held 0.8 GB. So it is called by hand and sheets are set one a turn.
 */
setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
const documentsPerCollection = 20;

const typeset = openEngine();
const orders: Order[] = [];
let working = false;
let sinceCollection = 0;

parentPort?.on('message', (order: Order) => {
  orders.push(order);
  if (!working) void work();
});

async function work(): Promise<void> {
  working = true;
  for (let order = orders.shift(); order; order = orders.shift()) {
    parentPort?.postMessage({ id: order.id, result: typeset(order.sheet) });
    if ((sinceCollection += 1) >= documentsPerCollection) {
      sinceCollection = 0;
      collect();
    }
    await turn();
  }
  working = false;
}
