import pg from 'pg';

/** One statement of an exchange. With `name` the server keeps it for the connection; `parse` says whether it must be told first. */
export interface Statement {
  readonly sql: string;
  readonly parameters: readonly unknown[];
  readonly name?: string | undefined;
  readonly parse: boolean;
}

export interface Answer {
  readonly command: string | null;
  readonly rowCount: number | null;
  readonly rows: unknown[];
}

/**
 * Sends statements to the server in one packet with one sync at its end, and resolves with an answer for each. After an error the server passes over the rest, so a
 * statement never runs without those before it; the error is the one PostgreSQL gave. Rejects when the connection is lost.
 */
export function exchange(client: pg.PoolClient, types: pg.CustomTypesConfig, statements: readonly Statement[]): Promise<Answer[]> {
  return new Promise((resolve, reject) => {
    client.query(new Exchange(types, statements, (error, answers) => (error ? reject(error) : resolve(answers))));
  });
}

/** What the driver has and its types do not tell. */
interface Wire {
  readonly stream: { cork(): void; uncork(): void };
  parse(message: { name: string; text: string; types: string[] }): void;
  bind(message: { portal: string; statement: string; values: unknown[] }): void;
  describe(message: { type: 'P'; name: string }): void;
  execute(message: { portal: string }): void;
  sync(): void;
}
interface Growing extends Answer {
  addFields(fields: unknown): void;
  parseRow(fields: unknown): unknown;
  addRow(row: unknown): void;
  addCommandComplete(message: unknown): void;
}
const { Result, utils } = pg as unknown as { Result: new (mode: undefined, types: pg.CustomTypesConfig) => Growing; utils: { prepareValue(value: unknown): unknown } };

/** Spoken to by the driver's client, which hands over the server's messages one by one. */
class Exchange implements pg.Submittable {
  readonly callback: (error: unknown, answers: Answer[]) => void;
  readonly #types: pg.CustomTypesConfig;
  readonly #statements: readonly Statement[];
  /** Made before anything is sent: a value that cannot be sent must not stop half an exchange. */
  readonly #values: readonly unknown[][];
  readonly #answers: Answer[] = [];
  #growing: Growing | undefined;
  #unreadable: unknown;

  constructor(types: pg.CustomTypesConfig, statements: readonly Statement[], callback: (error: unknown, answers: Answer[]) => void) {
    this.#types = types;
    this.#statements = statements;
    this.#values = statements.map((statement) => statement.parameters.map((value) => utils.prepareValue(value)));
    this.callback = callback;
  }

  submit(connection: pg.Connection): void {
    const wire = connection as unknown as Wire;
    wire.stream.cork();
    try {
      for (const [index, statement] of this.#statements.entries()) this.#send(wire, statement, this.#values[index] ?? []);
      wire.sync();
    } finally {
      wire.stream.uncork();
    }
  }

  #send(wire: Wire, { sql, name = '', parse }: Statement, values: unknown[]): void {
    if (parse) wire.parse({ name, text: sql, types: [] });
    wire.bind({ portal: '', statement: name, values });
    wire.describe({ type: 'P', name: '' });
    wire.execute({ portal: '' });
  }

  handleRowDescription(message: { fields: unknown }): void {
    this.#growing = new Result(undefined, this.#types);
    this.#growing.addFields(message.fields);
  }

  handleDataRow(message: { fields: unknown }): void {
    try {
      this.#growing?.addRow(this.#growing.parseRow(message.fields));
    } catch (error) {
      this.#unreadable ??= error;
    }
  }

  handleCommandComplete(message: unknown): void {
    const done = this.#growing ?? new Result(undefined, this.#types);
    done.addCommandComplete(message);
    this.#answers.push(done);
    this.#growing = undefined;
  }

  handleEmptyQuery(): void {
    this.#answers.push({ command: null, rowCount: null, rows: [] });
  }

  handlePortalSuspended(): void {
    this.#unreadable ??= new Error('A statement of an exchange stopped half-way.');
  }

  handleReadyForQuery(): void {
    this.callback(this.#unreadable, this.#answers);
  }

  handleError(error: unknown): void {
    this.callback(error, []);
  }
}
