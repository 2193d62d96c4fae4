import type { Resource } from '@medplum/fhirtypes';
import type { Definitions } from '../fhir/definitions.ts';
import type { Query } from './query.ts';

const subsetted = { system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationValue', code: 'SUBSETTED' };

/** A found resource with only what was asked for: `_summary` or `_elements`. Mandatory elements stay, and the tag says that it is not whole. */
export function shaped(known: Definitions, resource: Resource, { summary, elements }: Pick<Query, 'summary' | 'elements'>): Resource {
  if (summary === 'false' && elements.length === 0) return resource;
  const keep = keeping(known, resource, summary, elements);
  const meta = { ...resource.meta, tag: [...(resource.meta?.tag ?? []), subsetted] };
  return { ...Object.fromEntries(Object.entries(resource).filter(([name]) => keep(name.replace(/^_/, '')))), resourceType: resource.resourceType, meta } as Resource;
}

function keeping({ core }: Definitions, resource: Resource, summary: Query['summary'], elements: readonly string[]): (name: string) => boolean {
  if (summary === 'data') return (name) => name !== 'text';
  const schema = core.getDataType(resource.resourceType);
  const always = new Set(['id', 'meta', 'implicitRules', ...(schema.mandatoryProperties ?? [])]);
  const wanted = new Set<string>(summary === 'text' ? ['text'] : summary === 'true' ? schema.summaryProperties ?? [] : elements);
  return (name) => always.has(name) || wanted.has(name) || [...wanted].some((one) => one.endsWith('[x]') && name.startsWith(one.slice(0, -3)));
}
