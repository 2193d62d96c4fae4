/** Fills `{jawaban.judul}` and its like in a text of a type's data. What is not known stays visible as a dotted line, so that a reader sees the gap. */
export function fillHoles(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{([a-z]+\.[A-Za-z0-9_.]+)\}/g, (_hole, name: string) => values[name] ?? '………');
}
