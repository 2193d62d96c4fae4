import { Hidden, hx, StatusTag, useWords } from '#platform/ui';
import type { DoctorScreen } from '../../reads/doctor-screen.ts';
import type { CodeEntry } from '../../record/door.ts';
import { words } from './words.ts';

export interface FoundCodes { readonly kind: 'diagnosis' | 'procedure'; readonly words: string; readonly entries: readonly CodeEntry[] }

/** Diagnoses and procedures: chosen by everyday words, the first diagnosis is the main one. */
export function Diagnoses({ screen, path, found, error }: { screen: Pick<DoctorScreen, 'codings' | 'favourites'>; path: string; found?: FoundCodes | undefined; error?: string | undefined }) {
  const t = useWords(words);
  const { codings, favourites } = screen;
  const free = favourites.codes.filter((one) => !codings.some((coding) => coding.code === one.code));
  return (
    <section id="diagnosis" class="desk-card">
      <h2>{t('diagnosis')}</h2>
      {error ? <p class="error" role="alert">{error}</p> : null}
      {codings.length === 0 ? null : (
        <ul class="code-list">
          {codings.map((coding) => (
            <li key={coding.id}>
              <b>{coding.code}</b> <span>{coding.display}</span> {coding.kind === 'diagnosis' && coding.rank === 1 ? <StatusTag kind="done">{t('main')}</StatusTag> : null}
              <form method="post" action={`${path}/ubah-kode`} {...hx({ post: `${path}/ubah-kode`, target: '#diagnosis', swap: 'outerHTML' })}>
                <Hidden name="id" value={coding.id} />
                {coding.kind === 'diagnosis' && coding.rank !== 1 ? <button class="link" name="do" value="main">{t('makeMain')}</button> : null}
                <button class="link" name="do" value="remove">{t('remove')}<span class="visually-hidden"> {coding.display}</span></button>
              </form>
            </li>
          ))}
        </ul>
      )}
      {free.length > 0 ? <div class="chips"><span class="quiet">{t('favourites')}</span>{free.map((one) => <AddCode key={one.code} path={path} kind="diagnosis" code={one.code} name={one.display} />)}</div> : null}
      <CodeSearch path={path} kind="diagnosis" found={found} /><CodeSearch path={path} kind="procedure" found={found} />
    </section>
  );
}

function CodeSearch({ path, kind, found }: { path: string; kind: 'diagnosis' | 'procedure'; found: FoundCodes | undefined }) {
  const t = useWords(words);
  const mine = found?.kind === kind ? found : undefined;
  const label = t(kind === 'diagnosis' ? 'searchCode' : 'searchProcedure');
  return (
    <>
      <form method="get" action={path} role="search" aria-label={label} class="code-search">
        <label for={`cari-${kind}`}>{label}</label>
        <Hidden name="jenis" value={kind} />
        <input type="search" id={`cari-${kind}`} name="cari" value={mine?.words} autocomplete="off" data-alt={kind === 'diagnosis' ? 'd' : undefined} {...hx({ get: `${path}/cari-kode?jenis=${kind}`, trigger: 'input changed delay:150ms', target: `#temuan-${kind}`, swap: 'outerHTML' })} />
        <button class="button button-lesser">{t('search')}</button>
      </form>
      <FoundList path={path} kind={kind} found={mine} />
    </>
  );
}

/** What the dictionary found; each entry is one press. */
export function FoundList({ path, kind, found }: { path: string; kind: 'diagnosis' | 'procedure'; found: FoundCodes | undefined }) {
  const t = useWords(words);
  return (
    <div id={`temuan-${kind}`} class="found-codes" role="status">
      {found === undefined ? null : found.entries.length === 0 ? <p class="quiet">{t('notFound')}</p> : found.entries.map((entry) => <AddCode key={entry.code} path={path} kind={kind} code={entry.code} name={entry.display} />)}
    </div>
  );
}

function AddCode({ path, kind, code, name }: { path: string; kind: 'diagnosis' | 'procedure'; code: string; name: string }) {
  return (
    <form method="post" action={`${path}/tambah-kode`} {...hx({ post: `${path}/tambah-kode`, target: '#diagnosis', swap: 'outerHTML' })}>
      <Hidden name="kind" value={kind} /><button class="chip" name="code" value={code}><b>{code}</b> {name}</button>
    </form>
  );
}
