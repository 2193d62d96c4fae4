import { readConfig } from '#platform/config';
import { startEngine } from '#platform/database';
import { openHouse } from './house.ts';
import { welcome } from './welcome.ts';

const config = readConfig(process.env);
const engine = await startEngine({ url: config.DATABASE_URL, engine: config.DATABASE_ENGINE, dataFolder: config.DATA_DIR });
const house = await openHouse(config, engine.connection);
const address = await house.start();
process.stdout.write(welcome(house, address, engine.kind));

let closing = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (closing) return;
    closing = true;
    void house.close().then(() => engine.stop()).then(() => process.exit(0));
  });
}
