import { Button, Field, Hidden, Notice, StatusTag, useFrame, useWords, type TagKind } from '#platform/ui';
import { formatDate } from '#kernel/time';
import type { Evidence } from '../store/evidence.ts';
import type { Verdict } from '../store/tables.ts';
import { words } from './words.ts';

const kinds: Readonly<Record<Verdict, TagKind>> = { waiting: 'waiting', accepted: 'done', rejected: 'attention' };

/** The evidence of an innovation: what each file is to prove, what was decided, and what looks wrong with it. */
export function EvidenceList({ evidence, path, mayJudge }: { evidence: readonly Evidence[]; path: string; mayJudge: boolean }) {
  const { locale } = useFrame();
  const t = useWords(words);
  return (
    <ul class="rows">
      {evidence.filter((one) => !one.withdrawn).map((one) => (
        <li key={one.id}>
          <div>
            <p><b>{one.name}</b> <span class="quiet">{(one.size / 1024).toFixed(0)} KB{one.issuedOn ? ` · ${formatDate(Temporal.PlainDate.from(one.issuedOn), locale)}` : ''}</span></p>
            <p class="quiet"><code class="hash">{one.sha256.slice(0, 16)}</code></p>
            {one.alarms.map((alarm) => <Notice key={`${alarm.kind}${alarm.where}`} kind="attention">{t(`alarm-${alarm.kind}`, { where: alarm.where })}</Notice>)}
          </div>
          <div>
            {one.uses.map((use) => (
              <div key={use.requirement}>
                <p>{use.requirement}{use.parameter ? ` · ${use.parameter}` : ''} <StatusTag kind={kinds[use.verdict]}>{t(`verdict-${use.verdict}`)}</StatusTag></p>
                {use.because ? <p class="quiet">{use.because}</p> : null}
                {mayJudge && use.verdict === 'waiting' ? <Judge path={path} evidence={one.id} requirement={use.requirement} /> : null}
              </div>
            ))}
          </div>
        </li>
      ))}
    </ul>
  );
}

function Judge({ path, evidence, requirement }: { path: string; evidence: string; requirement: string }) {
  const t = useWords(words);
  const field = `because-${evidence}-${requirement.replace('/', '-')}`;
  return (
    <form method="post" action={path}>
      <Hidden name="evidence" value={evidence} /><Hidden name="requirement" value={requirement} />
      <Field name={field} label={t('because')} state={{ values: {} }} />
      <div class="actions"><Button name="verdict" value="accepted" kind="lesser">{t('accept')}</Button><Button name="verdict" value="rejected" kind="ending">{t('reject')}</Button></div>
    </form>
  );
}
