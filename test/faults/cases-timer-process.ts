import { standingClock } from '#kernel/time';
import { readConfig } from '#platform/config';
import { openHouse } from '../../src/house.ts';
import { permit } from '../town/permit.ts';

// A second process that claims a warning and stops there, inside its transaction, until it is killed.
const config = readConfig(process.env);
const house = await openHouse(config, { url: config.DATABASE_URL ?? '' }, { clock: standingClock(process.env['NOW'] ?? ''), random: (size) => crypto.getRandomValues(new Uint8Array(size)) });
house.cases.define(permit, { guards: { sized: () => true }, effects: { tell: () => undefined }, onTimer: () => { process.stdout.write('claimed\n'); return new Promise<void>((resolve) => { setTimeout(resolve, 600_000); }); } });
await house.cases.fireTimers();
