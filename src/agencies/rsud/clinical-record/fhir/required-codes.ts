import type { Bundle, CodeSystem, CodeSystemConcept, CodeableConcept, Coding, ValueSet } from '@medplum/fhirtypes';
import type { TypedValue } from '@medplum/core';

/** The codes of the value sets that R4 itself defines. */
export interface BaseCodes {
  /** May this value stand where the value set is required? A set we cannot spell out allows everything. */
  allows(valueSet: string, use: TypedValue): boolean;
  valueSet(url: string): ValueSet | undefined;
  codeSystem(url: string): CodeSystem | undefined;
}

/** Reads the value sets and code systems of the definitions; a set is spelled out when it is first asked for. */
export function baseCodes(bundles: readonly Bundle[]): BaseCodes {
  const sets = new Map<string, ValueSet>();
  const systems = new Map<string, CodeSystem>();
  for (const { resource } of bundles.flatMap((bundle) => bundle.entry ?? [])) {
    if (resource?.resourceType === 'ValueSet' && resource.url !== undefined) sets.set(resource.url, resource);
    if (resource?.resourceType === 'CodeSystem' && resource.url !== undefined) systems.set(resource.url, resource);
  }
  const spelled = new Map<string, ReadonlySet<string> | undefined>();

  function spell(url: string): ReadonlySet<string> | undefined {
    if (!spelled.has(url)) spelled.set(url, spellOut(sets.get(url)));
    return spelled.get(url);
  }

  /** `system|code` of every code, or nothing when a part of the set is kept elsewhere (all of SNOMED, language tags). */
  function spellOut(set: ValueSet | undefined): ReadonlySet<string> | undefined {
    if (!set?.compose || set.compose.exclude) return undefined;
    const codes = new Set<string>();
    for (const part of set.compose.include) {
      if (part.filter) return undefined;
      for (const inner of part.valueSet ?? []) for (const code of spell(inner.split('|')[0] ?? '') ?? []) codes.add(code);
      if (part.system === undefined) { if (!part.valueSet) return undefined; continue; }
      const listed = part.concept?.map((concept) => concept.code) ?? allCodes(systems.get(part.system));
      if (!listed) return undefined;
      for (const code of listed) codes.add(`${part.system}|${code}`);
    }
    return codes;
  }

  return {
    valueSet: (url) => sets.get(url),
    codeSystem: (url) => systems.get(url),
    allows(valueSet, { value }) {
      const codes = spell(valueSet.split('|')[0] ?? valueSet);
      if (!codes) return true;
      if (typeof value === 'string') return [...codes].some((code) => code.endsWith(`|${value}`));
      const codings = (value as CodeableConcept).coding ?? ((value as Coding).code === undefined ? [] : [value as Coding]);
      return codings.length === 0 || codings.some((coding) => codes.has(`${coding.system}|${coding.code}`));
    },
  };
}

function allCodes(system: CodeSystem | undefined): string[] | undefined {
  if (system?.content !== 'complete') return undefined;
  const walk = (concepts: readonly CodeSystemConcept[]): string[] => concepts.flatMap((concept) => [concept.code, ...walk(concept.concept ?? [])]);
  return walk(system.concept ?? []);
}
