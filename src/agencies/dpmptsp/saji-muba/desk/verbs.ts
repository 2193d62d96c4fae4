import type { Saji } from '../rooms.ts';
import type { Actor } from '#kernel/actor';

type Values = Readonly<Record<string, string>>;
interface Pressed { readonly caseId: string; readonly commandId?: string; readonly expectedVersion?: number }
type Verb = (saji: Saji, actor: Actor, pressed: Pressed, values: Values) => Promise<unknown>;

/** What each button of the desk does: the typed values become the input of one action. */
export const deskVerbs: Readonly<Record<string, Verb>> = {
  'jadwal': ({ perform, actions }, actor, pressed, values) => perform(actions.schedulePickup, actor, { ...pressed, date: values['date'], half: values['half'] }),
  'periksa': ({ perform, actions }, actor, pressed, values) => perform(actions.judge, actor, { ...pressed, items: itemsOf(values), complete: values['complete'] === 'ya' }),
  'rekomendasi': ({ perform, actions }, actor, pressed, values) => perform(actions.recommend, actor, { ...pressed, findings: under(values, 'findings.'), note: values['note'] ?? '', ...(values['reason'] ? { reason: values['reason'] } : {}) }),
  'tagih': ({ perform, actions }, actor, pressed, values) => perform(actions.bill, actor, { ...pressed, measured: under(values, 'measured.') }),
  'tagih-ulang': ({ perform, actions }, actor, pressed) => perform(actions.rebill, actor, pressed),
  'susun': ({ perform, actions }, actor, pressed, values) => perform(actions.draft, actor, { ...pressed, decision: values['decision'], conditions: (values['conditions'] ?? '').split('\n').map((line) => line.trim()).filter(Boolean), reasons: values['reasons'] ?? '' }),
  'kembalikan': ({ perform, actions }, actor, pressed, values) => perform(actions.return, actor, { ...pressed, reason: values['reason'] ?? '' }),
  'paraf': ({ perform, actions }, actor, pressed) => perform(actions.paraf, actor, pressed),
  'balikkan': ({ perform, actions }, actor, pressed, values) => perform(actions.sendBack, actor, { ...pressed, reason: values['reason'] ?? '' }),
  'antar': ({ perform, actions }, actor, pressed, values) => perform(actions.dispatch, actor, { ...pressed, date: values['date'], half: values['half'] }),
  'serahkan': ({ perform, actions }, actor, pressed) => perform(actions.handOver, { ...actor, channel: 'counter' }, pressed),
  'oss-ajukan': ({ perform, actions }, actor, pressed, values) => perform(actions.file, actor, { ...pressed, reference: values['reference'] ?? '' }),
  'oss-hasil': ({ perform, actions }, actor, pressed, values) => perform(actions.record, actor, { ...pressed, nib: values['nib'] ?? '', risk: values['risk'] }),
  'lewat': ({ perform, actions }, actor, pressed, values) => perform(actions.confirmSilence, actor, { ...pressed, decision: values['decision'], reason: values['reason'] ?? '' }),
  'hubungan': ({ perform, actions }, actor, { caseId }) => perform(actions.declareConflict, actor, { caseId }),
};

function itemsOf(values: Values): Record<string, { verdict: string; note: string }> {
  return Object.fromEntries(Object.entries(values).flatMap(([name, verdict]) => (/^items\.[a-z0-9-]+$/.test(name) ? [[name.slice(6), { verdict, note: values[`${name}.note`] ?? '' }]] : [])));
}

function under(values: Values, prefix: string): Record<string, string> {
  return Object.fromEntries(Object.entries(values).flatMap(([name, value]) => (name.startsWith(prefix) ? [[name.slice(prefix.length), value]] : [])));
}
