import type { CapabilityStatement, CapabilityStatementRestResource } from '@medplum/fhirtypes';
import type { Definitions } from '../fhir/definitions.ts';
import { keptTypes, type KeptType } from '../fhir/types.ts';
import { definitionTypes } from '../terminology/index.ts';
import { auditParameters } from '../seen/audit-events.ts';

/** What this server can do, made from the same tables the code runs on: types kept, parameters indexed, routes mounted. It claims nothing else. */
export function capabilityOf(known: Definitions, about: { base: string; date: string; updateCreates: boolean }): CapabilityStatement {
  return {
    resourceType: 'CapabilityStatement', status: 'active', date: about.date, kind: 'instance', fhirVersion: '4.0.1', format: ['application/fhir+json', 'json'], patchFormat: ['application/json-patch+json', 'application/fhir+json'],
    software: { name: 'Serasan Rekam Medis' }, implementation: { description: 'Rekam medis elektronik RSUD', url: about.base },
    rest: [{
      mode: 'server',
      security: {
        description: 'Petugas masuk dengan akunnya; mesin memakai OAuth 2 client credentials dengan cakupan SMART (system/Jenis.read, system/Jenis.write). Setiap pembacaan rekam pasien tercatat sebagai AuditEvent.',
        service: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/restful-security-service', code: 'SMART-on-FHIR' }] }],
        extension: [{ url: 'http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris', extension: [{ url: 'token', valueUri: `${about.base}/token` }] }],
      },
      resource: [...keptTypes.map((type) => resourceOf(known, type, about.updateCreates)), auditEvent, ...definitionTypes.map((type): CapabilityStatementRestResource => ({ type, conditionalUpdate: true, interaction: [{ code: 'search-type' }, { code: 'update' }], searchParam: [{ name: 'url', type: 'uri' }] }))],
      interaction: [{ code: 'transaction' }, { code: 'batch' }, { code: 'history-system' }],
      operation: [
        { name: 'lookup', definition: 'http://hl7.org/fhir/OperationDefinition/CodeSystem-lookup' }, { name: 'validate-code', definition: 'http://hl7.org/fhir/OperationDefinition/CodeSystem-validate-code' },
        { name: 'validate-code', definition: 'http://hl7.org/fhir/OperationDefinition/ValueSet-validate-code' }, { name: 'expand', definition: 'http://hl7.org/fhir/OperationDefinition/ValueSet-expand' },
        { name: 'translate', definition: 'http://hl7.org/fhir/OperationDefinition/ConceptMap-translate' },
      ],
    }],
  };
}

const auditEvent: CapabilityStatementRestResource = {
  type: 'AuditEvent', interaction: [{ code: 'read' }, { code: 'search-type' }],
  searchParam: auditParameters.filter((name) => !name.startsWith('_c')).map((name) => ({ name, type: name === 'date' ? 'date' : name === '_id' ? 'token' : 'reference' })),
};

function resourceOf(known: Definitions, type: KeptType, updateCreates: boolean): CapabilityStatementRestResource {
  const parameters = [...known.parameters.get(type)?.values() ?? []];
  const references = parameters.filter((parameter) => parameter.type === 'reference');
  const pointing = keptTypes.flatMap((source) => [...known.parameters.get(source)?.values() ?? []].filter((parameter) => parameter.type === 'reference' && parameter.targets.includes(type)).map((parameter) => `${source}:${parameter.code}`));
  return {
    type, profile: `http://hl7.org/fhir/StructureDefinition/${type}`, versioning: 'versioned-update', readHistory: true, updateCreate: updateCreates, conditionalCreate: true, conditionalRead: 'not-match', conditionalUpdate: true, conditionalDelete: 'single',
    referencePolicy: ['literal', 'local', 'enforced'],
    interaction: (['read', 'vread', 'update', 'patch', 'delete', 'history-instance', 'history-type', 'create', 'search-type'] as const).map((code) => ({ code })),
    searchInclude: [`${type}:*`, ...references.map((parameter) => `${type}:${parameter.code}`)], searchRevInclude: pointing,
    searchParam: [{ name: '_lastUpdated', type: 'date' as const }, ...parameters.filter((parameter) => parameter.code !== '_lastUpdated').map((parameter) => ({ name: parameter.code, type: parameter.type, definition: parameter.definition }))],
    operation: [{ name: 'validate', definition: 'http://hl7.org/fhir/OperationDefinition/Resource-validate' }, ...(type === 'Patient' ? [{ name: 'everything', definition: 'http://hl7.org/fhir/OperationDefinition/Patient-everything' }] : [])],
  };
}
