import type { Resource } from '@medplum/fhirtypes';
import { definitions } from '../fhir/definitions.ts';
import { targetsOf } from '../fhir/index-values.ts';
import { isKeptType } from '../fhir/types.ts';

/** The patients whose record a resource belongs to, read from its own text (old versions are in no index). */
export async function patientsIn(resource: Resource): Promise<string[]> {
  const type = resource.resourceType;
  if (type === 'Patient') return resource.id === undefined ? [] : [resource.id];
  if (!isKeptType(type)) return [];
  const { core, compartment, parameters } = await definitions();
  const root = core.toTypedValue(resource);
  const found = (compartment.get(type) ?? []).flatMap((code) => {
    const parameter = parameters.get(type)?.get(code);
    return parameter ? core.evalFhirPathTyped(parameter.expression, [root]).flatMap(targetsOf) : [];
  });
  return [...new Set(found.filter((target) => target.target_type === 'Patient').map((target) => target.target_id))];
}
