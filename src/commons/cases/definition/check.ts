import type { DefinitionBody, Guard } from './schema.ts';

/** Everything structurally wrong with a procedure, one line each in plain words; empty when it can run. */
export function structuralFaults(body: DefinitionBody): string[] {
  const states = new Set(Object.keys(body.states));
  const promises = body.promises.map((promise) => promise.id);
  const actions = new Set(body.transitions.map((transition) => transition.action));
  const out = (state: string) => body.transitions.filter((transition) => transition.from.includes(state));
  const faults: string[] = [];
  const need = (right: boolean, fault: string) => { if (!right) faults.push(fault); };

  need(states.has(body.initial), `keadaan awal ${body.initial} tidak ada`);
  need(Object.values(body.states).some((state) => state.final), 'tidak ada keadaan akhir');
  need(new Set(promises).size === promises.length, 'ada janji yang dinyatakan dua kali');
  need(!promises.includes('life'), 'nama janji life dipakai mesin sendiri');
  for (const [id, state] of Object.entries(body.states)) {
    need(state.final || out(id).length > 0, `keadaan ${id} tidak punya jalan keluar dan tidak dinyatakan akhir`);
    need(!state.final || out(id).length === 0, `keadaan akhir ${id} masih punya jalan keluar`);
    need(!state.final || state.tasks.length === 0, `keadaan akhir ${id} masih memberi tugas`);
    need(new Set(state.tasks.map((task) => task.kind)).size === state.tasks.length, `keadaan ${id} memberi tugas yang sama dua kali`);
    for (const task of state.tasks) {
      need(task.promise === undefined || promises.includes(task.promise), `tugas ${task.kind} di ${id} memakai janji ${task.promise} yang tidak ada`);
      need(out(id).some((transition) => transition.completes === task.kind) || out(id).some((transition) => transition.to !== id), `tugas ${task.kind} di ${id} tidak bisa selesai`);
    }
  }
  for (const transition of body.transitions) {
    const where = `langkah ${transition.action}`;
    for (const from of transition.from) need(states.has(from), `${where} berangkat dari ${from} yang tidak ada`);
    need(states.has(transition.to), `${where} menuju ${transition.to} yang tidak ada`);
    for (const id of [...transition.clock.start, ...transition.clock.stop]) need(promises.includes(id), `${where} memakai janji ${id} yang tidak ada`);
    for (const other of transition.apartFrom) need(actions.has(other), `${where} dipisahkan dari ${other} yang tidak ada`);
    for (const from of transition.from) need(transition.completes === undefined || (body.states[from]?.tasks.some((task) => task.kind === transition.completes) ?? true), `${where} menyelesaikan tugas ${transition.completes} yang tidak ada di ${from}`);
    need(!transition.join || transition.completes !== undefined, `${where} menunggu semua cabang tetapi tidak menyelesaikan tugas`);
    need(transition.reasons.length === 0 || transition.reason !== 'none', `${where} punya daftar alasan tetapi tidak meminta alasan`);
    for (const guard of transition.guards) for (const named of namedGuards(guard.when)) need(body.guards.includes(named), `${where} memakai syarat ${named} yang tidak didaftar`);
  }
  for (const state of states) {
    const seen = out(state).map((transition) => transition.action);
    need(new Set(seen).size === seen.length, `dari ${state} ada dua langkah dengan nama yang sama`);
  }
  const reached = reachableStates(body);
  for (const state of states) need(reached.has(state), `keadaan ${state} tidak pernah tercapai`);
  for (const state of reached) need(canFinish(body, state), `dari keadaan ${state} tidak ada jalan ke keadaan akhir`);
  for (const promise of body.starts) need(promises.includes(promise), `pembukaan memulai janji ${promise} yang tidak ada`);
  for (const promise of promises) need(body.starts.includes(promise) || body.transitions.some((transition) => transition.clock.start.includes(promise)) || Object.values(body.states).some((state) => state.tasks.some((task) => task.promise === promise)), `janji ${promise} tidak pernah dimulai`);
  return faults;
}

/** States that some walk from the beginning reaches. */
function reachableStates(body: DefinitionBody): Set<string> {
  return spread([body.initial], (state) => body.transitions.filter((transition) => transition.from.includes(state)).map((transition) => transition.to));
}

function canFinish(body: DefinitionBody, state: string): boolean {
  const ahead = spread([state], (from) => body.transitions.filter((transition) => transition.from.includes(from)).map((transition) => transition.to));
  return [...ahead].some((one) => body.states[one]?.final);
}

function spread(start: readonly string[], next: (state: string) => readonly string[]): Set<string> {
  const seen = new Set(start);
  for (const state of seen) for (const more of next(state)) seen.add(more);
  return seen;
}

/** Names of the service's own guards inside a condition. */
function namedGuards(guard: Guard): string[] {
  switch (guard.op) {
    case 'named': return [guard.guard];
    case 'not': return namedGuards(guard.of);
    case 'all': case 'any': return guard.of.flatMap(namedGuards);
    case '=': case '≠': case '<': case '≤': case 'in': case 'empty': return [];
  }
}
