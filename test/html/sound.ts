import { HtmlValidate } from 'html-validate';
import { expect } from 'vitest';

const validator = new HtmlValidate({
  root: true,
  extends: ['html-validate:recommended', 'html-validate:a11y'],
  rules: {
    // How a renderer writes its tags is no fault of a page.
    'void-style': 'off', 'no-trailing-whitespace': 'off', 'attr-quotes': 'off', 'attribute-boolean-style': 'off', 'attribute-empty-style': 'off', 'doctype-style': 'off', 'long-title': 'off',
    'no-implicit-button-type': 'off', 'require-sri': 'off', 'tel-non-breaking': 'off', 'no-inline-style': 'error', 'prefer-native-element': ['error', { exclude: ['region', 'search', 'status'] }],
    // A phone does not know what a resident knows by heart; browsers ignore most tokens anyway.
    'valid-autocomplete': 'error', 'no-redundant-role': 'off', 'svg-focusable': 'off',
    // `hx-status:422` is written as htmx 4 wants it.
    'attr-case': 'off', 'unique-landmark': 'off', 'input-missing-label': 'error',
  },
});

/** Attributes htmx 4 knows. Anything else named hx-* does nothing, silently. */
const knownHx = /^hx-(get|post|put|patch|delete|target|swap|trigger|push-url|replace-url|select|select-oob|swap-oob|indicator|disable|ignore|include|vals|headers|confirm|sync|encoding|validate|preserve|boost|config|action|method|nonce|status:[0-9x]{3})(:inherited|:append)*$/;

/** Every fault of a page's markup, one a line: HTML rules and hx-* attributes that htmx 4 does not know. */
export async function faultsOf(html: string): Promise<string[]> {
  const report = await validator.validateString(html);
  const faults = report.results.flatMap((result) => result.messages.map((message) => `${message.line}:${message.column} ${message.message} (${message.ruleId})`));
  const unknown = [...html.matchAll(/\s(hx-[^\s=>/"']+)/g)].map((match) => match[1] ?? '').filter((name) => !knownHx.test(name));
  return [...faults, ...[...new Set(unknown)].map((name) => `unknown attribute ${name}: htmx 4 ignores it`)];
}

/** Fails with the list of faults unless the markup is sound. Takes a whole document. */
export async function expectSoundHtml(html: string): Promise<void> {
  expect(await faultsOf(html)).toEqual([]);
}
