/** A row of a CSV file by column name, with its line number for messages. */
export interface CsvRow {
  readonly line: number;
  readonly fields: Readonly<Record<string, string>>;
}

/** Reads comma-separated text (RFC 4180) whose first row names the columns. Lines that begin with `#` are remarks; empty lines are skipped. */
export function readCsv(text: string): CsvRow[] {
  const rows = readCsvRows(text);
  const [head, ...body] = rows;
  if (!head) return [];
  return body.map(({ line, cells }) => ({ line, fields: Object.fromEntries(head.cells.map((name, index) => [name.trim(), (cells[index] ?? '').trim()])) }));
}

/** The bare rows of separated text, cells as written, each with the line it begins on; another separator than the comma where a spreadsheet wrote one. */
export function readCsvRows(given: string, separator = ','): { line: number; cells: string[] }[] {
  const text = given.replace(/^\uFEFF/, '');
  const rows: { line: number; cells: string[] }[] = [];
  let cells: string[] = [];
  let cell = '';
  let quoted = false;
  let line = 1;
  let started = 1;
  const endRow = () => {
    cells.push(cell);
    if (!(cells.length === 1 && cell.trim() === '') && !cells[0]?.startsWith('#')) rows.push({ line: started, cells });
    cells = [];
    cell = '';
    started = line + 1;
  };
  for (let index = 0; index < text.length; index += 1) {
    const letter = text[index] ?? '';
    if (quoted) {
      if (letter === '"' && text[index + 1] === '"') { cell += '"'; index += 1; }
      else if (letter === '"') quoted = false;
      else cell += letter;
    } else if (letter === '"') quoted = true;
    else if (letter === separator) { cells.push(cell); cell = ''; }
    else if (letter === '\n') endRow();
    else if (letter !== '\r') cell += letter;
    if (letter === '\n') line += 1;
  }
  if (cell !== '' || cells.length > 0) endRow();
  return rows;
}
