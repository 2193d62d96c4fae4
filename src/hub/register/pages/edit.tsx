import { Button, DataTable, ErrorSummary, Field, Hidden, Layout, Notice, PageHead, SelectField, TextArea, useFrame, useWords, type FormState } from '#platform/ui';
import { say } from '#kernel/manifest';
import { affairs } from '../../reference/affairs.ts';
import { listFields, lists, type ListColumn, type ListField } from '../form.ts';
import { countWords } from '../rules/checks.ts';
import type { RecordField } from '../rules/record.ts';
import { words } from './words.ts';

export interface Clash { readonly field: RecordField; readonly theirs: unknown; readonly mine: unknown }

interface EditView {
  readonly title: string;
  readonly path: string;
  /** The version the form began from; nothing for a new innovation. */
  readonly version: number | undefined;
  readonly agencies: readonly { readonly value: string; readonly label: string }[];
  readonly clashes: readonly Clash[];
  readonly state: FormState;
}

const spareRows = 2;

/** The whole data dictionary of one innovation as a form that keeps what was typed. */
export function EditPage({ title, path, version, agencies, clashes, state }: EditView) {
  const { locale } = useFrame();
  const t = useWords(words);
  const options = (values: readonly ('kepala_daerah' | 'dprd' | 'opd' | 'asn' | 'masyarakat' | 'digital' | 'non_digital' | 'tata_kelola' | 'pelayanan_publik' | 'lainnya')[]) => values.map((value) => ({ value, label: t(`o-${value}`) }));
  return (
    <Layout title={title} kind="desk">
      <PageHead title={title} crumbs={[{ href: '/meja', name: t('desk') }, { href: '/register', name: t('title') }]} />
      <ErrorSummary problem={state.problem} />
      {clashes.length > 0 ? <Clashes clashes={clashes} /> : null}
      <form method="post" action={path}>
        {version ? <Hidden name="version" value={String(version)} /> : <SelectField name="opd" label={t('opd')} state={state} options={agencies} required />}
        <h2>{t('main')}</h2>
        <div class="two">
          <div><Field name="nama" label={t('f-nama')} state={state} required /><Field name="akronim" label={t('f-akronim')} state={state} /><Field name="arti_akronim" label={t('f-arti_akronim')} state={state} /><Field name="unit" label={t('f-unit')} state={state} /></div>
          <div>
            <SelectField name="urusan_utama" label={t('f-urusan_utama')} state={state} options={affairs.map((affair) => ({ value: affair.id, label: say(affair.name, locale) }))} />
            <SelectField name="inisiator" label={t('f-inisiator')} state={state} options={options(['opd', 'asn', 'kepala_daerah', 'dprd', 'masyarakat'])} />
            <SelectField name="jenis" label={t('f-jenis')} state={state} options={options(['digital', 'non_digital'])} />
            <SelectField name="bentuk" label={t('f-bentuk')} state={state} options={options(['pelayanan_publik', 'tata_kelola', 'lainnya'])} />
          </div>
        </div>
        <TextArea name="inisiator_nama" label={t('f-inisiator_nama')} hint={t('linesHint')} rows={2} state={state} />
        <h2>{t('dates')}</h2>
        <div class="two"><div>{(['ide', 'uji_coba', 'penerapan'] as const).map((name) => <Field key={name} name={`tanggal-${name}`} label={t(`d-${name}`)} type="date" state={state} />)}</div><TextArea name="pengembangan" label={t('d-pengembangan')} hint={t('linesHint')} rows={3} state={state} /></div>
        <h2>{t('story')}</h2>
        <TextArea name="rancang_bangun" label={`${t('f-rancang_bangun')} (${t('words', { n: countWords(state.values['rancang_bangun'] ?? '') })})`} hint={t('designHint')} rows={12} state={state} />
        {(['tujuan', 'manfaat', 'hasil'] as const).map((name) => <TextArea key={name} name={name} label={t(`f-${name}`)} rows={4} state={state} />)}
        {listFields.map((field) => <ListRows key={field} field={field} state={state} />)}
        <div class="two"><Field name="panduan" label={t('f-panduan')} state={state} /><Field name="video" label={t('f-video')} state={state} /></div>
        <TextArea name="keterangan_status" label={t('f-keterangan_status')} rows={2} state={state} />
        <div class="actions"><Button>{t('save')}</Button></div>
      </form>
    </Layout>
  );
}

function ListRows({ field, state }: { field: ListField; state: FormState }) {
  const t = useWords(words);
  const columns: readonly ListColumn[] = lists[field];
  const used = Object.keys(state.values).filter((key) => key.startsWith(`${field}-`)).map((key) => Number(key.split('-')[1]) + 1);
  const rows = Array.from({ length: Math.max(0, ...used) + spareRows }, (_, at) => at);
  const name = t(`f-${field}`);
  return (
    <>
      <h2 id={`f-${field}`}>{name}</h2>
      {field === 'anggaran' ? <p class="hint">{t('moneyHint')}</p> : null}
      <DataTable caption={name} hideCaption rows={rows} rowKey={String} empty={null} columns={columns.map((column) => ({
        head: column.name.replace('_', ' '),
        cell: (at: number) => <Cell column={column} name={`${field}-${at}-${column.name}`} label={t('row', { list: name, n: at + 1, name: column.name.replace('_', ' ') })} state={state} />,
      }))} />
    </>
  );
}

function Cell({ column, name, label, state }: { column: ListColumn; name: string; label: string; state: FormState }) {
  const invalid = state.problem?.fields[name] ? 'true' as const : undefined;
  if (column.choices) return <select name={name} aria-label={label} aria-invalid={invalid} id={`f-${name}`}><option value="" />{column.choices.map((choice) => <option key={choice} value={choice} selected={state.values[name] === choice}>{choice}</option>)}</select>;
  return <input {...({ type: column.type === 'number' ? 'text' : column.type, inputmode: column.type === 'number' ? 'numeric' : undefined } as Record<string, string | undefined>)} id={`f-${name}`} name={name} value={state.values[name]} aria-label={label} aria-invalid={invalid} autocomplete="off" />;
}

function Clashes({ clashes }: { clashes: readonly Clash[] }) {
  const t = useWords(words);
  return (
    <section>
      <h2>{t('conflict')}</h2>
      <DataTable caption={t('conflict')} hideCaption rows={clashes} rowKey={(clash) => clash.field} empty={null} columns={[
        { head: t('field'), cell: (clash) => t(`f-${clash.field}`) }, { head: t('theirs'), cell: (clash) => shown(clash.theirs) }, { head: t('mine'), cell: (clash) => shown(clash.mine) },
      ]} />
      <Notice>{t('conflictNext')}</Notice>
    </section>
  );
}

function shown(value: unknown): string {
  return value === undefined || value === '' ? '–' : typeof value === 'string' ? value : JSON.stringify(value);
}
