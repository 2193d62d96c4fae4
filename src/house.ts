import { randomBytes } from 'node:crypto';
import { system } from '#kernel/actor';
import { steerableClock, systemClock } from '#kernel/time';
import type { Config } from '#platform/config';
import type { Connection } from '#platform/database';
import { mountReadings } from '#commons/access';
import { mountAccount, mountHub, plantHub, prepareHub } from '#hub';
import { openFloors, type World } from './floors.ts';
import { program, type Mounted } from './services.ts';

const realWorld: World = { clock: systemClock, random: (size) => randomBytes(size) };

export type House = Awaited<ReturnType<typeof openHouse>>;

/** Opens every door in order, lowest storey first, and returns the whole house, not yet listening. */
export async function openHouse(config: Config, connection: Connection, world: World = realWorld) {
  const clock = steerableClock(world.clock);
  const floors = await openFloors(config, connection, { ...world, clock });
  const mounted: Mounted[] = [];
  for (const service of floors.running) mounted.push((await service.mount(floors)) ?? {});
  floors.access.validate();
  await floors.identity.prepareDemo();
  mountReadings({ http: floors.http, access: floors.access,
    personsOf: async (actor) => { const phone = await floors.identity.phoneOf(actor); return phone ? floors.people.personsOf(phone) : []; }, agencyName: (id) => floors.regency.agencies.find((agency) => agency.id === id)?.acronym ?? id, serviceName: (id) => floors.manifests.find((manifest) => manifest.id === id)?.name ?? id });
  const hub = mountHub({ ...floors, program, publicUrl: config.PUBLIC_URL, demo: config.DEMO });
  mountAccount({ ...hub, people: floors.people, identity: floors.identity, access: floors.access, documents: floors.documents, casesOf: async (personIds) => (await Promise.all(mounted.map(async (service) => (await service.casesOf?.(personIds)) ?? []))).flat() });
  await prepareHub(hub);

  return {
    ...floors,
    async start() {
      await floors.jobs.start({ work: false, zone: floors.regency.zone });
      if (config.DEMO) await floors.signing.prepareDemo();
      if (config.DEMO) for (const service of mounted) await service.demo?.(clock);
      if (config.DEMO) await plantHub(hub);
      if (config.DEMO) await floors.publish();
      if (config.WORKERS) await floors.signing.recover(system('signing'));
      if (config.WORKERS) await floors.jobs.start({ work: true, zone: floors.regency.zone });
      floors.evidence.start({ work: config.WORKERS });
      await floors.messaging.start({ work: config.WORKERS });
      floors.transparency.start({ work: config.WORKERS });
      await floors.database.write({ actor: system('house', 'command'), action: 'house/start' }, async (work) => { work.note({ subject: 'house', workers: config.WORKERS, node: process.version }); });
      await floors.audit.start();
      return floors.http.app.listen({ host: config.HOST, port: config.PORT });
    },
    async close() {
      await floors.http.close();
      await floors.signing.settled();
      await floors.messaging.stop();
      await floors.transparency.stop();
      await floors.evidence.stop();
      await floors.jobs.stop();
      await floors.audit.stop();
      await floors.documents.close();
      await floors.database.close();
    },
  };
}
