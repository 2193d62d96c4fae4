import type { ComponentChildren } from 'preact';
import { useFrame, useWords } from '../frame.tsx';
import type { TableQuery } from '../table-query.ts';
import { words } from '../words.ts';

export interface Column<Row> {
  readonly head: string;
  readonly cell: (row: Row) => ComponentChildren;
  readonly numeric?: boolean;
  /** Name in the address by which the table sorts; without it the head is plain. */
  readonly sort?: string;
}

interface DataTableProps<Row> {
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  readonly empty: ComponentChildren;
  readonly query?: TableQuery;
  readonly csvHref?: string;
  /** The heading above says the same: keep the caption for screen readers only. */
  readonly hideCaption?: boolean;
}

/** A table that scans: sticky head, tabular figures, a caption for those who cannot see it, sorting by plain links. */
export function DataTable<Row>({ caption, columns, rows, rowKey, empty, query, csvHref, hideCaption }: DataTableProps<Row>) {
  const t = useWords(words);
  if (rows.length === 0) return <>{empty}</>;
  return (
    <>
      <div class="table-frame" role="region" aria-label={caption} tabIndex={0}>
        <table>
          <caption class={hideCaption ? 'visually-hidden' : undefined}>{caption}</caption>
          <thead><tr>{columns.map((column) => <Head key={column.head} column={column} query={query} />)}</tr></thead>
          <tbody>{rows.map((row) => <tr key={rowKey(row)}>{columns.map((column) => <td key={column.head} class={column.numeric ? 'numeric' : undefined}>{column.cell(row)}</td>)}</tr>)}</tbody>
        </table>
      </div>
      {csvHref ? <p class="no-print"><a href={csvHref} download>{t('csv')}</a></p> : null}
    </>
  );
}

function Head<Row>({ column, query }: { column: Column<Row>; query?: TableQuery | undefined }) {
  const t = useWords(words);
  const className = column.numeric ? 'numeric' : undefined;
  if (!column.sort || !query) return <th scope="col" class={className}>{column.head}</th>;
  const current = query.sort === column.sort;
  const next = current && !query.descending ? `-${column.sort}` : column.sort;
  const order = query.descending ? 'descending' : 'ascending';
  return (
    <th scope="col" class={className} aria-sort={current ? order : undefined}>
      <a href={query.href({ urut: next })} title={t('sortBy', { name: column.head })}>{column.head}<span aria-hidden="true">{current ? (query.descending ? ' ↓' : ' ↑') : ''}</span></a>
    </th>
  );
}

/** Narrows a table by words; keeps the order of the view. */
export function TableFilter({ query, label }: { query: TableQuery; label: string }) {
  const t = useWords(words);
  const { path } = useFrame();
  const order = query.sort ? `${query.descending ? '-' : ''}${query.sort}` : '';
  return (
    <form method="get" action={path.split('?')[0]} role="search" class="search">
      <label for="f-cari" class="visually-hidden">{label}</label>
      <input type="search" id="f-cari" name="cari" value={query.filter} placeholder={label} />
      {order ? <input type="hidden" name="urut" value={order} /> : null}
      <button class="button button-lesser">{t('search')}</button>
      {query.filter ? <a href={query.href({ cari: undefined })}>{t('clear')}</a> : null}
    </form>
  );
}
