// Node strips types from .ts by itself but not from .tsx; this hook compiles .tsx in memory (see docs/decisions/no-build-step.md).
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import { transformSync } from 'rolldown/utils';

registerHooks({
  load(url, context, next) {
    if (!url.endsWith('.tsx')) return next(url, context);
    const file = fileURLToPath(url);
    const { code, map } = transformSync(file, readFileSync(file, 'utf8'), {
      lang: 'tsx', sourcemap: true, jsx: { runtime: 'automatic', importSource: 'preact' },
    });
    const inline = Buffer.from(JSON.stringify(map)).toString('base64');
    return { format: 'module', shortCircuit: true, source: `${code}\n//# sourceMappingURL=data:application/json;base64,${inline}` };
  },
});
