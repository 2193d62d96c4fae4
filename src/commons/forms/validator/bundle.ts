import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import type { FormDocument } from '../document.ts';
import { compileValidator } from './compile.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const entry = here('./entry-of-form.js');
const validator = here('./validator-of-form.cjs');
const documentModule = here('./document-of-form.json');

/** One script for a piece of a form: its document, Ajv's standalone code of its schema, our formats and rules, and the element that uses them. No eval, so it runs under the strict policy. `judge` is the same without the page, for tests. */
export async function bundleForm(document: FormDocument, island: 'form' | 'judge' = 'form'): Promise<string> {
  const text = JSON.stringify(document);
  const sources: Readonly<Record<string, string>> = {
    [entry]: [
      `import { start } from ${JSON.stringify(here(`../island/${island}.ts`))};`, `import validate from ${JSON.stringify(validator)};`, `import document from ${JSON.stringify(documentModule)};`,
      // Exact fractions are a third of the script; only pages that show a computed answer carry them.
      text.includes('"compute":') ? `import { compute } from ${JSON.stringify(here('../rules/compute.ts'))};` : 'const compute = () => undefined;',
      'export default start(document, validate, compute);',
    ].join('\n'),
    [validator]: compileValidator(document).code(),
    [documentModule]: text,
  };
  const bundle = await rolldown({
    input: entry, cwd: here('../../../../'), platform: 'browser', logLevel: 'silent',
    plugins: [{ name: 'form', resolveId: (id) => (id in sources ? id : id === 'serasan-formats' ? here('../rules/formats.ts') : undefined), load: (id) => sources[id] }],
  });
  const { output } = await bundle.generate({ format: 'esm', minify: true });
  await bundle.close();
  return output[0].code;
}
