import type { Bundle, BundleEntry, Resource } from '@medplum/fhirtypes';
import { Problem } from '#kernel/problem';
import { isKeptType, type KeptType } from '../fhir/types.ts';
import { refusals } from '../problems.ts';

export type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** One entry of a batch or transaction, understood. */
export interface Entry {
  readonly index: number;
  readonly method: Method;
  /** Address without the server's own part: `Patient/1`, `Observation?code=x`. */
  readonly url: string;
  readonly type: KeptType | undefined;
  readonly id: string | undefined;
  /** The condition of a conditional write, or of a conditional create. */
  readonly criteria: string | undefined;
  readonly ifMatch: number | undefined;
  readonly fullUrl: string | undefined;
  readonly resource: Resource | undefined;
}

const most = 5000;

/** Understands every entry of a bundle of this type, or refuses naming the entry. */
export function entriesOf(bundle: Bundle, type: 'batch' | 'transaction'): Entry[] {
  if (bundle.type !== type) throw new Problem(refusals.bundleForm, { fields: { 'Bundle.type': type } });
  const entries = bundle.entry ?? [];
  if (entries.length > most) throw new Problem(refusals.bundleForm, { detail: `Satu bundel memuat paling banyak ${most} entri. Bagi menjadi beberapa.`, fields: { 'Bundle.entry': String(entries.length) } });
  return entries.map(entryOf);
}

function entryOf(entry: BundleEntry, index: number): Entry {
  const { request, resource, fullUrl } = entry;
  const at = `Bundle.entry[${index}]`;
  if (!request?.method || !request.url) throw new Problem(refusals.bundleForm, { fields: { [`${at}.request`]: 'method dan url wajib' } });
  const url = request.url.replace(/^\//, '');
  const [path = '', query] = url.split('?', 2);
  const [type = '', id, ...rest] = path.split('/');
  const method = request.method as Method;
  if (method !== 'GET' && method !== 'HEAD') {
    if (!isKeptType(type)) throw new Problem(refusals.unknownType, { fields: { [`${at}.request.url`]: type } });
    if (rest.length > 0) throw new Problem(refusals.bundleForm, { fields: { [`${at}.request.url`]: url } });
    if (method !== 'DELETE' && resource?.resourceType !== (method === 'PATCH' ? resource?.resourceType : type)) throw new Problem(refusals.bundleForm, { fields: { [`${at}.resource`]: `harus ${type}` } });
    if (method !== 'DELETE' && !resource) throw new Problem(refusals.bundleForm, { fields: { [`${at}.resource`]: 'wajib ada' } });
    if (method !== 'POST' && id === undefined && query === undefined) throw new Problem(refusals.bundleForm, { fields: { [`${at}.request.url`]: 'perlu id atau syarat' } });
  }
  return { index, method, url, type: isKeptType(type) ? type : undefined, id: id === '' ? undefined : id, criteria: method === 'POST' ? request.ifNoneExist : query, ifMatch: request.ifMatch === undefined ? undefined : versionOf(request.ifMatch), fullUrl, resource };
}

/** The version an ETag names: `W/"3"`. */
export function versionOf(etag: string): number {
  const version = /^(?:W\/)?"(\d{1,9})"$/.exec(etag.trim())?.[1];
  if (version === undefined) throw new Problem(refusals.ifMatchForm, { fields: { 'If-Match': refusals.ifMatchForm.detail } });
  return Number(version);
}
