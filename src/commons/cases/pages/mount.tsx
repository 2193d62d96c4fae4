import { answer, type Http } from '#platform/http';
import type { Definition } from '../definition/definition.ts';
import { bpmnXml } from '../draw/bpmn.ts';
import { ProcedurePage } from './procedure.tsx';
import { ProceduresPage } from './procedures.tsx';

/** `/prosedur` and `/prosedur/<id>`: the running procedures for everybody to see, and their BPMN to take away. */
export function mountProcedures(http: Http, deps: { current: (id: string) => Definition; list: () => readonly Definition[]; serviceName: (id: string) => string }): void {
  http.app.get('/prosedur', (_request, reply) => answer(reply, <ProceduresPage definitions={deps.list()} serviceName={deps.serviceName} />));
  http.app.get('/prosedur/:id', async (request, reply) => answer(reply, <ProcedurePage definition={deps.current(idOf(request.params))} />));
  http.app.get('/prosedur/:id/bpmn', async (request, reply) => {
    const definition = deps.current(idOf(request.params));
    return reply.type('application/xml; charset=utf-8').header('Content-Disposition', `attachment; filename="${definition.body.id}.bpmn"`).send(await bpmnXml(definition));
  });
}

function idOf(params: unknown): string {
  const { id } = params as { id?: unknown };
  return typeof id === 'string' ? id : '';
}
