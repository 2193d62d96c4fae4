import { say } from '#kernel/manifest';
import { civilDate, formatDate } from '#kernel/time';
import { Timeline, useFrame, useWords } from '#platform/ui';
import type { LifecycleVerb } from '../register/procedure.ts';
import { words as registerWords } from '../register/pages/words.ts';
import type { Innovation, transitionsOf } from '../register/store/innovations.ts';
import { words } from '../words.ts';

/** What the register tells everybody about an innovation. */
export interface PublicRecord {
  readonly innovation: Innovation;
  readonly transitions: Awaited<ReturnType<typeof transitionsOf>>;
  readonly facts: readonly { readonly text: { readonly id: string; readonly en?: string }; readonly status: string; readonly source: string }[];
}

/** The course of an innovation: its code, its stage, every step with its reason, and what open sources say of it. Officers are not named here. */
export function History({ record }: { record: PublicRecord }) {
  const { locale, site } = useFrame();
  const t = useWords(words);
  const told = useWords(registerWords);
  const { innovation } = record;
  return (
    <>
      <p>{t('registered', { code: innovation.code, stage: told(`stage-${innovation.stage}`) })}{innovation.origin === 'announcement' && !innovation.verifiedBy ? <> {told('origin-announcement')}</> : null}</p>
      {record.transitions.length > 0 ? <Timeline steps={record.transitions.map((step) => ({ name: told(`done-${step.verb as LifecycleVerb}`), state: 'done' as const, at: formatDate(civilDate(step.at, site.zone), locale), note: step.reason ?? undefined }))} /> : null}
      {record.facts.length > 0 ? <ul>{record.facts.map((fact) => <li key={fact.text.id}>{say(fact.text, locale)} <span class="quiet">({fact.source}{fact.status === 'unverified' ? `, ${t('factUnverified')}` : ''})</span></li>)}</ul> : null}
    </>
  );
}
