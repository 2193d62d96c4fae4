import { formatClock } from '#kernel/time';
import { Button, Details, Hidden, hx, Notice, useFrame, useWords } from '#platform/ui';
import type { DoctorScreen } from '../../reads/doctor-screen.ts';
import { templatesFor } from '../../reference/reference.ts';
import { likeness, noteParts, type NotePart } from '../../rules/note.ts';
import type { Saved } from '../../actions/save-note.ts';
import { words } from './words.ts';

export interface NoteFormProps {
  readonly screen: DoctorScreen;
  readonly path: string;
  /** Texts typed but not stored yet (a refused form, a template). */
  readonly typed?: Readonly<Partial<Record<NotePart, string>>> | undefined;
  readonly conflicts?: Saved['conflicts'] | undefined;
  readonly faults?: Readonly<Record<string, string>> | undefined;
}

/** The note: four parts, saved by themselves when a part is left, and with the button. */
export function NoteForm({ screen, path, typed, conflicts = [], faults = {} }: NoteFormProps) {
  const t = useWords(words);
  const { note, versions } = screen;
  const other = versions.find((version) => version.kind !== 'beside' && version.author !== versions[0]?.author)?.authorName ?? '';
  return (
    <section id="catatan" class="desk-card">
      <h2>{t('note')}</h2>
      {conflicts.length > 0 ? (
        <Notice kind="attention" title={t('conflict')}>
          <p>{t('conflictHint')}</p>
          {conflicts.map((one) => <dl key={one.part} class="both-texts"><div><dt>{t(one.part)} · {t('mine')}</dt><dd class="kept-lines">{one.mine}</dd></div><div><dt>{t(one.part)} · {t('theirs', { name: other })}</dt><dd class="kept-lines">{one.theirs}</dd></div></dl>)}
        </Notice>
      ) : null}
      <Templates screen={screen} path={path} />
      <Copied screen={screen} path={path} />
      <form method="post" action={`${path}/simpan`} id="note-form" {...hx({ post: `${path}/simpan`, target: '#simpanan', swap: 'outerHTML', trigger: 'change' })}>
        <SavedMark screen={screen} conflicts={conflicts.length} />
        <div class="soap">
          {noteParts.map((part) => (
            <div key={part} class={faults[part] ? 'field field-wrong' : 'field'}>
              <label for={`f-${part}`}>{t(part)}</label>
              {faults[part] ? <p class="error" id={`e-${part}`}>{faults[part]}</p> : null}
              <textarea id={`f-${part}`} name={part} data-alt={part === 'subjective' ? 'c' : undefined} rows={part === 'plan' ? 4 : 3} aria-describedby={faults[part] ? `e-${part}` : undefined}>{typed?.[part] ?? note.body[part]}</textarea>
            </div>
          ))}
        </div>
        <Hidden name="typedMinutes" value="0" />
        <p class="actions"><button class="button button-lesser" data-alt="s" data-press="" {...hx({ post: `${path}/simpan`, target: '#simpanan', swap: 'outerHTML' })}>{t('save')}</button><button class="button button-main" formaction={`${path}/tanda-tangan`} data-alt="t" data-press="">{t('sign')}</button></p>
        <p class="hint">{t('signHint')}</p>
      </form>
    </section>
  );
}

/** From which share on the author is told how much of the note stands word for word in the last one. */
const likenessShown = 0.6;

/** Which version is on the screen and when it was stored; swapped after each save, with the base the next save builds on. */
export function SavedMark({ screen, conflicts = 0 }: { screen: Pick<DoctorScreen, 'note' | 'versions' | 'previous'>; conflicts?: number }) {
  const t = useWords(words);
  const { site } = useFrame();
  const latest = screen.versions.find((version) => version.version === screen.note.version);
  const alike = screen.previous ? likeness(screen.note.body, screen.previous.body) : 0;
  return (
    <div id="simpanan" role="status">
      <Hidden name="base" value={String(screen.note.version)} />
      <p class="quiet">{latest ? t('saved', { at: formatClock(latest.at, site.zone), version: latest.version }) : t('unsaved')}{conflicts > 0 ? ` · ${t('conflict')}` : ''}</p>
      {alike >= likenessShown ? <p class="hint">{t('likeness', { n: Math.round(alike * 100) })}</p> : null}
    </div>
  );
}

function Templates({ screen, path }: { screen: DoctorScreen; path: string }) {
  const t = useWords(words);
  const empty = noteParts.every((part) => screen.note.body[part] === '');
  if (!empty) return null;
  return <nav class="chips" aria-label={t('template')}><span class="quiet">{t('template')}</span>{templatesFor(screen.visit.poli).map((template, index) => <a key={template.id} data-alt={index === 0 ? 'g' : undefined} href={`${path}?templat=${template.id}#catatan`}>{template.name}</a>)}{screen.previous ? <form method="post" action={`${path}/salin`}><button class="link">{t('copy')}</button></form> : null}</nav>;
}

function Copied({ screen, path }: { screen: DoctorScreen; path: string }) {
  const t = useWords(words);
  const waiting = screen.note.body.copied.map((line, index) => ({ ...line, index })).filter((line) => !line.confirmed);
  if (waiting.length === 0) return null;
  return (
    <form method="post" action={`${path}/pastikan`} class="copied">
      <h3>{t('copied')}</h3><p class="hint">{t('copiedHint')}</p>
      {waiting.map((line) => <label key={line.index} class="choice"><input type="checkbox" name="take" value={String(line.index)} /><span><small>{t(line.part)}</small> {line.text}</span></label>)}
      {waiting.map((line) => <Hidden key={line.index} name="line" value={String(line.index)} />)}
      <Button kind="lesser">{t('confirmLines')}</Button>
    </form>
  );
}

/** Every text that was saved, so that nothing is lost and everybody sees it. */
export function NoteHistory({ screen }: { screen: Pick<DoctorScreen, 'versions'> }) {
  const t = useWords(words);
  const { site } = useFrame();
  const names = { draft: t('kdraft'), beside: t('kbeside'), merged: t('kmerged'), signed: t('ksigned'), amendment: t('kamendment') };
  return (
    <Details summary={`${t('history')} (${screen.versions.length})`}>
      <ol class="note-history">
        {screen.versions.map((version) => (
          <li key={version.version}>
            <b>{version.version}. {names[version.kind]}</b> <span class="quiet">{version.authorName} · {formatClock(version.at, site.zone)}{version.reason ? ` · ${version.reason}` : ''}{version.seal ? ` · ${t('seal')} ${version.seal.slice(0, 12)}…` : ''}</span>
            <dl class="note-parts">{noteParts.filter((part) => version.body[part]).map((part) => <div key={part}><dt>{t(part)}</dt><dd class="kept-lines">{version.body[part]}</dd></div>)}</dl>
          </li>
        ))}
      </ol>
    </Details>
  );
}
