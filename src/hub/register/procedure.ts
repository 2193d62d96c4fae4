import { procedure } from '#kernel/procedure';

/**
 * The life of an innovation. Submitting, verifying and publishing are done by three different people (four eyes; the database refuses anything else).
 * Retirement is final: a successor starts a record of its own.
 */
export const lifecycle = procedure({
  draf: { ajukan: { to: 'diajukan', by: 'hub/submit' } },
  diajukan: { telaah: { to: 'ditelaah', by: 'hub/verify', within: { amount: 10, unit: 'working-day' } }, kembalikan: { to: 'draf', by: 'hub/verify', reason: true } },
  ditelaah: { tetapkan: { to: 'ditetapkan', by: 'hub/publish', within: { amount: 10, unit: 'working-day' } }, kembalikan: { to: 'draf', by: 'hub/publish', reason: true } },
  ditetapkan: { mulai_uji_coba: { to: 'uji_coba', by: 'hub/register' }, pensiunkan: { to: 'pensiun', by: 'hub/submit', reason: true } },
  uji_coba: { terapkan: { to: 'penerapan', by: 'hub/submit' }, jeda: { to: 'jeda', by: 'hub/submit', reason: true }, pensiunkan: { to: 'pensiun', by: 'hub/submit', reason: true } },
  penerapan: { jeda: { to: 'jeda', by: 'hub/submit', reason: true }, pensiunkan: { to: 'pensiun', by: 'hub/submit', reason: true } },
  jeda: { lanjutkan: { to: 'penerapan', by: 'hub/submit', reason: true }, pensiunkan: { to: 'pensiun', by: 'hub/submit', reason: true } },
  pensiun: {},
});

export type Stage = (typeof lifecycle.states)[number];
export type LifecycleVerb = Parameters<typeof lifecycle.next>[1];
export const lifecycleVerbs = [...new Set(lifecycle.states.flatMap((stage) => lifecycle.verbs(stage)))] as [LifecycleVerb, ...LifecycleVerb[]];
