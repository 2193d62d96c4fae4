import type { Files } from '#platform/files';
import type { Transparency } from '#commons/transparency';
import { editAction, registerAction } from './edit.ts';
import { attachAction, claimAction, judgeAction, reassignAction, withdrawAction } from './evidence.ts';
import { moveAction, type Say } from './move.ts';

/** Everything an officer can do to the register. */
export function registerActions({ files, transparency, regency }: { files: Pick<Files, 'keep'>; transparency: Pick<Transparency, 'state'>; regency: { readonly code: string; readonly zone: string } }) {
  const say: Say = (work, statement) => transparency.state(work, statement);
  return {
    register: registerAction({ region: regency.code, zone: regency.zone }), edit: editAction, move: moveAction({ zone: regency.zone, say }),
    attach: attachAction(files), judge: judgeAction({ say }), withdraw: withdrawAction, claim: claimAction, reassign: reassignAction,
  };
}
