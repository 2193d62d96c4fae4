import type { Bundle, Patient, Resource } from '@medplum/fhirtypes';
import { system } from '#kernel/actor';
import { registerMachine } from '../../src/agencies/rsud/clinical-record/actions/machines.ts';
import { openTestHouse, type TestHouse } from '../engines/index.ts';
import { signInWith } from '../engines/sign-in.ts';

export interface Answer<T> { readonly status: number; readonly headers: Record<string, unknown>; readonly body: T }
type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** The FHIR door of a hospital on a database of its own, as machines and officers call it. */
export interface FhirTown {
  readonly test: TestHouse;
  /** Calls `/fhir…` as a machine that may everything, unless the headers say who. */
  call<T = Resource>(method: Method, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer<T>>;
  /** Calls any address without a token of its own. */
  ask<T = unknown>(method: Method, url: string, body: unknown, headers: Record<string, string>): Promise<Answer<T>>;
  made(resource: Resource): Promise<Resource & { id: string }>;
  /** Headers of a machine with these scopes. */
  machine(id: string, scopes: string[], patient?: string): Promise<{ authorization: string }>;
  /** Headers of an officer with this role, and their account. */
  officer(role: string, agency?: string): Promise<{ headers: { cookie: string }; account: string }>;
  close(): Promise<void>;
}

export async function openFhirTown(): Promise<FhirTown> {
  const test = await openTestHouse();
  const { house } = test;

  async function ask<T>(method: Method, url: string, body: unknown, headers: Record<string, string>): Promise<Answer<T>> {
    const type = url.startsWith('/fhir') ? 'application/fhir+json' : 'application/json';
    const answer = await house.http.app.inject({ method, url, headers: { ...(body === undefined ? {} : { 'content-type': type }), ...headers }, ...(body === undefined ? {} : { payload: typeof body === 'string' ? body : JSON.stringify(body) }) });
    const json = /json/.test(String(answer.headers['content-type']));
    return { status: answer.statusCode, headers: answer.headers, body: (answer.body === '' ? undefined : json ? answer.json() : answer.body) as T };
  }

  async function machine(id: string, scopes: string[], patient?: string): Promise<{ authorization: string }> {
    const { secret } = await house.perform(registerMachine((size) => crypto.getRandomValues(new Uint8Array(size))), system('test'), { id, name: 'Mesin uji', scopes, ...(patient === undefined ? {} : { patient }) });
    const answer = await house.http.app.inject({ method: 'POST', url: '/fhir/token', headers: { 'content-type': 'application/x-www-form-urlencoded' }, payload: `grant_type=client_credentials&client_id=${id}&client_secret=${secret}` });
    return { authorization: `Bearer ${(answer.json() as { access_token: string }).access_token}` };
  }

  const all = await machine('lab-analyser', ['system/*.read', 'system/*.write']);
  const town: FhirTown = {
    test, ask, machine,
    call: (method, path, body, headers = {}) => ask(method, `/fhir${path}`, body, { ...('cookie' in headers ? {} : all), ...headers }),
    made: async (resource) => (await town.call<Resource & { id: string }>('POST', `/${resource.resourceType}`, resource)).body,
    async officer(role, agency = 'rsud') {
      const { cookie, account } = await signInWith(house, { role, agency });
      return { headers: { cookie }, account };
    },
    close: () => test.close(),
  };
  return town;
}

export const patient = (name: string, more: Partial<Patient> = {}): Patient => ({ resourceType: 'Patient', name: [{ text: name }], ...more });

export const glucose = (of: string, value: number, at: string, code = '2345-7'): Resource => ({ resourceType: 'Observation', status: 'final', code: { coding: [{ system: 'http://loinc.org', code }] }, subject: { reference: `Patient/${of}` }, effectiveDateTime: at, valueQuantity: { value, unit: 'mg/dL', system: 'http://unitsofmeasure.org', code: 'mg/dL' } });

/** Ids of what a search matched. */
export const idsOf = (bundle: Bundle) => (bundle.entry ?? []).filter((entry) => entry.search?.mode === 'match').map((entry) => entry.resource?.id);
