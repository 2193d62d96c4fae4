/** A field of a body, answer or query, told for people. */
export interface Shape { readonly name: string; readonly type: string; readonly required: boolean; readonly description: string | undefined }

export interface Operation {
  readonly tag: string;
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  readonly parameters: readonly Shape[];
  readonly body: readonly Shape[];
  readonly answer: readonly Shape[];
}

type Json = Readonly<Record<string, unknown>>;

/** The operations of an OpenAPI document, in its order. */
export function readOperations(document: unknown): readonly Operation[] {
  const paths = objectOf(objectOf(document)['paths']);
  return Object.entries(paths).flatMap(([path, methods]) => Object.entries(objectOf(methods)).map(([method, raw]) => operationOf(path, method, objectOf(raw))));
}

function operationOf(path: string, method: string, raw: Json): Operation {
  const parameters = listOf(raw['parameters']).map(objectOf);
  return {
    tag: textOf(listOf(raw['tags'])[0]) ?? '', method: method.toUpperCase(), path, summary: textOf(raw['summary']) ?? '',
    parameters: parameters.map((item) => ({ name: textOf(item['name']) ?? '', type: typeName(objectOf(item['schema'])), required: item['required'] === true, description: textOf(item['description']) })),
    body: fieldsOf(schemaIn(objectOf(raw['requestBody']))),
    answer: fieldsOf(schemaIn(objectOf(objectOf(raw['responses'])['200']))),
  };
}

function schemaIn(holder: Json): Json {
  return objectOf(objectOf(objectOf(holder['content'])['application/json'])['schema']);
}

function fieldsOf(schema: Json): readonly Shape[] {
  const item = schema['type'] === 'array' ? objectOf(schema['items']) : schema;
  const required = new Set(listOf(item['required']).map(String));
  return Object.entries(objectOf(item['properties'])).map(([name, raw]) => ({ name, type: typeName(objectOf(raw)), required: required.has(name), description: textOf(objectOf(raw)['description']) }));
}

function typeName(schema: Json): string {
  const choices = [...listOf(schema['anyOf']), ...listOf(schema['oneOf'])].map((choice) => typeName(objectOf(choice)));
  if (choices.length > 0) return [...new Set(choices)].join(' | ');
  if (schema['const'] !== undefined) return JSON.stringify(schema['const']);
  if (Array.isArray(schema['enum'])) return schema['enum'].map((value) => JSON.stringify(value)).join(' | ');
  if (schema['type'] === 'array') return `${typeName(objectOf(schema['items']))}[]`;
  return [textOf(schema['type']) ?? 'object', textOf(schema['format'])].filter(Boolean).join(', ');
}

function objectOf(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
