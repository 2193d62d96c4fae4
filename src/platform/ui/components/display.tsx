import type { ComponentChildren } from 'preact';

/** The state of a thing in one word; never by colour alone. */
export function StatusTag({ kind, children }: { kind: 'done' | 'waiting' | 'attention' | 'plain'; children: ComponentChildren }) {
  return <span class={`tag tag-${kind}`}>{children}</span>;
}

/** One number people look for first, its meaning, and where it comes from. */
export function KeyFigure({ value, unit, label, href }: { value: string; unit?: string; label: string; href?: string }) {
  return (
    <div class="key-figure">
      <p class="key-figure-value">{value}{unit ? <small> {unit}</small> : null}</p>
      <p>{href ? <a href={href}>{label}</a> : label}</p>
    </div>
  );
}

/** What to show when there is nothing yet: why, and the first step. */
export function EmptyState({ title, children }: { title: string; children?: ComponentChildren }) {
  return <div class="empty"><p><strong>{title}</strong></p>{children}</div>;
}

/** Where this page stands. */
export function Crumbs({ path }: { path: readonly { href: string; name: string }[] }) {
  return <nav class="crumbs" aria-label="Letak laman"><ol>{path.map((step) => <li key={step.href}><a href={step.href}>{step.name}</a></li>)}</ol></nav>;
}

export interface Column<Row> {
  readonly head: string;
  readonly cell: (row: Row) => ComponentChildren;
  readonly numeric?: boolean;
}

/** A table that scans: sticky head, tabular figures, a caption for those who cannot see it. */
export function DataTable<Row>({ caption, columns, rows, rowKey, empty }: { caption: string; columns: readonly Column<Row>[]; rows: readonly Row[]; rowKey: (row: Row) => string; empty: ComponentChildren }) {
  if (rows.length === 0) return <>{empty}</>;
  return (
    <div class="table-frame" role="region" aria-label={caption} tabIndex={0}>
      <table>
        <caption>{caption}</caption>
        <thead><tr>{columns.map((column) => <th key={column.head} scope="col" class={column.numeric ? 'numeric' : undefined}>{column.head}</th>)}</tr></thead>
        <tbody>{rows.map((row) => <tr key={rowKey(row)}>{columns.map((column) => <td key={column.head} class={column.numeric ? 'numeric' : undefined}>{column.cell(row)}</td>)}</tr>)}</tbody>
      </table>
    </div>
  );
}
