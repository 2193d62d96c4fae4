/**
 * A refusal a person can act on (RFC 9457). `code` is stable and namespaced by module (`saroale/quota-full`), `title` and `detail` are
 * plain Indonesian and say what to do next; `fields` names the inputs at fault. Never used for our own bugs.
 */
export class Problem extends Error {
  readonly code: string;
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly fields: Readonly<Record<string, string>>;
  /** Machine-readable facts about the refusal (what is possible now, the nearest free session, …). Never personal data. */
  readonly facts: Readonly<Record<string, unknown>>;

  constructor(spec: ProblemSpec, more: { detail?: string; fields?: Record<string, string>; facts?: Record<string, unknown>; cause?: unknown } = {}) {
    super(`${spec.code}: ${more.detail ?? spec.detail}`, { cause: more.cause });
    this.name = 'Problem';
    this.code = spec.code;
    this.status = spec.status;
    this.title = spec.title;
    this.detail = more.detail ?? spec.detail;
    this.fields = more.fields ?? {};
    this.facts = more.facts ?? {};
  }

  /** The body of an `application/problem+json` answer. */
  toJSON(): Record<string, unknown> {
    return {
      type: `/masalah/${this.code}`, title: this.title, status: this.status, detail: this.detail, code: this.code,
      ...(Object.keys(this.fields).length > 0 ? { errors: this.fields } : {}),
      ...(Object.keys(this.facts).length > 0 ? { facts: this.facts } : {}),
    };
  }
}

export interface ProblemSpec {
  readonly code: string;
  readonly status: number;
  readonly title: string;
  readonly detail: string;
}

/** Declares every refusal of a module in one place: `problems('saroale', { quotaFull: { status, title, detail } })` gives `saroale/quota-full`. */
export function problems<const T extends Record<string, Omit<ProblemSpec, 'code'>>>(module: string, specs: T): { readonly [K in keyof T]: ProblemSpec } {
  const out: Record<string, ProblemSpec> = {};
  for (const [name, spec] of Object.entries(specs)) {
    out[name] = { code: `${module}/${kebab(name)}`, ...spec };
    declared.set(out[name].code, out[name]);
  }
  return out as { readonly [K in keyof T]: ProblemSpec };
}

const declared = new Map<string, ProblemSpec>();

/** Every refusal this program can give, by code, for the pages that explain them. */
export function declaredProblems(): ReadonlyMap<string, ProblemSpec> {
  return declared;
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
