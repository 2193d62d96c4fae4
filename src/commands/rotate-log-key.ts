// ./serasan rotate-log-key: hands the public log to its next key. The log states it, both keys sign it, and old keys still lead to the new one. Works while the house runs.
import { readConfig } from '#platform/config';
import { reachEngine } from '#platform/backup';
import { openHouse } from '../house.ts';

const config = readConfig({ ...process.env, LOG_LEVEL: 'silent' });
const engine = await reachEngine(config);
const house = await openHouse(config, engine.connection);
const old = house.transparency.log.verifierKey;
const next = await house.transparency.log.rotateKey();
process.stdout.write(`Kunci lama: ${old}\nKunci baru: ${next}\nUmumkan kunci baru. Siapa pun yang memegang kunci lama tetap dapat memeriksa catatan ini.\n`);
await house.close();
await engine.stop();
