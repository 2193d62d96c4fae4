import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { _ } from 'ajv/dist/compile/codegen/index.js';
import standalone from 'ajv/dist/standalone/index.js';
import type { AnswerSchema, FormDocument, PropertySchema } from '../document.ts';
import type { Validate } from '../rules/check.ts';
import { formats, shared } from '../rules/formats.ts';

/** The name under which the standalone code asks for our formats; the bundle answers it with `rules/formats.ts`. */
const formatsModule = 'serasan-formats';

/** Ajv in strict mode: an unknown keyword, an unknown format or a type that says nothing is a fault of the form, found when it is declared. */
export function openAjv(): Ajv2020 {
  return new Ajv2020({ strict: true, strictRequired: false, allErrors: true, messages: false, formats, schemas: [...shared], code: { source: true, formats: _`require(${formatsModule}).formats` } });
}

/** The validator of a form's answers after clearing: everything of its schema except `required` of questions, which holds only for those asked. */
export function compileValidator(document: FormDocument): { readonly validate: Validate; readonly code: () => string } {
  const ajv = openAjv();
  const compiled: ValidateFunction = ajv.compile(withoutRequired(document.schema));
  return {
    validate(answers) {
      compiled(answers);
      return compiled.errors ?? [];
    },
    /** CommonJS source of the same function, for a browser under a policy without eval. */
    code: () => standaloneCode(ajv, compiled),
  };
}

// The package is CommonJS whose default export Node sees as a namespace.
const standaloneCode = ('default' in standalone ? standalone.default : standalone) as (ajv: Ajv2020, compiled: ValidateFunction) => string;

/** Drops `required` of the form and of the rows of its groups; conditional questions would be demanded of everybody. */
function withoutRequired(schema: AnswerSchema): Record<string, unknown> {
  const { required: _required, properties, ...rest } = schema;
  return { ...rest, properties: Object.fromEntries(Object.entries(properties).map(([name, property]) => [name, isGroup(property) ? { ...property, items: withoutOwnRequired(property.items) } : property])) };
}

function withoutOwnRequired({ required: _required, ...rest }: PropertySchema): PropertySchema {
  return rest;
}

function isGroup(property: PropertySchema): property is PropertySchema & { items: PropertySchema } {
  return property.type === 'array' && property.items?.type === 'object';
}
