import { answer, type Http } from '#platform/http';
import type { Definition } from '../definition/definition.ts';
import { bpmnXml } from '../draw/bpmn.ts';
import { ProcedurePage } from './procedure.tsx';

/** `/prosedur/<id>`: the running procedure for everybody to see, and its BPMN to take away. */
export function mountProcedures(http: Http, current: (id: string) => Definition): void {
  http.app.get('/prosedur/:id', async (request, reply) => answer(reply, <ProcedurePage definition={current(idOf(request.params))} />));
  http.app.get('/prosedur/:id/bpmn', async (request, reply) => {
    const definition = current(idOf(request.params));
    return reply.type('application/xml; charset=utf-8').header('Content-Disposition', `attachment; filename="${definition.body.id}.bpmn"`).send(await bpmnXml(definition));
  });
}

function idOf(params: unknown): string {
  const { id } = params as { id?: unknown };
  return typeof id === 'string' ? id : '';
}
