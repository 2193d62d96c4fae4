import { answerPublic } from '../cacheable.ts';
import type { HubDoors } from '../doors.ts';
import { exportKit, kitSigner } from './open.ts';
import { KitsPage } from './page.tsx';
import { mountKitWizard } from './wizard.tsx';
import { recordAction, type ReplicationTables } from './replication.ts';

/** `/replikasi`: kits to download, who copied what, and where an adopter's declaration arrives. */
export function mountKits(doors: HubDoors): void {
  const { http: { app }, database, manifests, transparency } = doors;
  const signer = kitSigner(doors);
  const record = recordAction({ transparency, kitName: signer.name, services: manifests.map((manifest) => manifest.id) });

  mountKitWizard(doors);
  app.get('/replikasi', async (_request, reply) => {
    const rows = await database.read<ReplicationTables>().selectFrom('hub.replication').select(['service', 'region', 'partner', 'version', 'day', 'direction', 'statement']).orderBy('recorded_at', 'desc').limit(200).execute();
    return answerPublic(reply, <KitsPage kits={manifests.map((manifest) => ({ service: manifest.id, name: manifest.name, version: `${manifest.standard.version}.0.0` }))} replications={rows} kitKey={signer.verifierKey} />);
  });
  app.get<{ Params: { id: string } }>('/inovasi/:id/kit.zip', async (request, reply) => {
    const kit = await exportKit(doors, request.params.id);
    return reply.type('application/zip').header('Cache-Control', 'public, max-age=300').header('Content-Disposition', `attachment; filename="kit-${request.params.id}.zip"`).send(Buffer.from(kit));
  });
  // The declaration proves itself by its signature; anybody may bring it.
  app.post<{ Body: unknown }>('/replikasi', { config: { machine: true }, bodyLimit: 8192 }, async (request, reply) => {
    const { direction, known } = await doors.perform(record, request.actor, { note: typeof request.body === 'string' ? request.body : '' }, { requestId: request.id });
    return reply.code(known ? 200 : 201).send({ direction });
  });
}
