import { addressOf } from './dcat.ts';
import type { Dataset, Publisher } from './datasets.ts';

/** An answer of the CKAN action API: `{help, success, result}`, or the error in its own words. */
export interface CkanAnswer { readonly status: number; readonly body: Readonly<Record<string, unknown>> }

/** The read part of the CKAN action API (v3) that harvesters of Satu Data portals use. Unknown actions and packages are refused as CKAN refuses them. */
export function ckanAction(action: string, query: Readonly<Record<string, string>>, datasets: readonly Dataset[], publisher: Publisher): CkanAnswer {
  const done = (result: unknown): CkanAnswer => ({ status: 200, body: { help: `${publisher.base}/api/3/action/help_show?name=${action}`, success: true, result } });
  const refused = (status: number, type: string, message: string): CkanAnswer => ({ status, body: { help: `${publisher.base}/api/3/action/help_show?name=${action}`, success: false, error: { __type: type, message } } });
  const start = whole(query['start'] ?? query['offset'] ?? '0');
  const rows = whole(query['rows'] ?? query['limit'] ?? (action === 'package_list' ? '1000' : '10'));
  switch (action) {
    case 'package_list': return start === undefined || rows === undefined ? refused(409, 'Validation Error', 'limit and offset are whole numbers') : done(datasets.slice(start, start + rows).map((dataset) => dataset.id));
    case 'package_show': {
      const found = datasets.find((dataset) => dataset.id === query['id'] || addressOf(dataset, publisher.base) === query['id']);
      return found ? done(packageOf(found, publisher)) : refused(404, 'Not Found Error', 'Not found');
    }
    case 'package_search': {
      if (start === undefined || rows === undefined) return refused(409, 'Validation Error', 'rows and start are whole numbers');
      const found = datasets.filter((dataset) => matches(dataset, query['q'] ?? ''));
      return done({ count: found.length, results: found.slice(start, start + Math.min(rows, 1000)).map((dataset) => packageOf(dataset, publisher)), facets: {}, search_facets: {}, sort: 'name asc' });
    }
    case 'organization_list': return done([...new Set(datasets.map((dataset) => dataset.entry.agency))]);
    case 'site_read': case 'status_show': return done(action === 'site_read' ? true : { site_title: publisher.name, site_url: publisher.base, ckan_version: '2.10', locale_default: 'id', extensions: [] });
    default: return { status: 400, body: { help: '', success: false, error: { __type: 'Bad Request', message: `Bad request - Action name not known: ${action.slice(0, 60)}` } } };
  }
}

function packageOf(dataset: Dataset, { base, licence }: Publisher): Record<string, unknown> {
  const resource = (format: 'CSV' | 'JSON') => ({
    id: `${dataset.id}-${format.toLowerCase()}`, package_id: dataset.id, name: `${dataset.title} (${format})`, format, mimetype: format === 'CSV' ? 'text/csv' : 'application/json', url: `${base}${dataset.path}.${format.toLowerCase()}`, state: 'active',
  });
  return {
    id: dataset.id, name: dataset.id, title: dataset.title, notes: dataset.description, url: base + dataset.path, state: 'active', type: 'dataset', private: false, license_id: 'cc-by', license_url: licence, isopen: true,
    organization: { id: dataset.entry.agency, name: dataset.entry.agency, title: dataset.entry.agencyName, state: 'active' }, owner_org: dataset.entry.agency,
    tags: dataset.keywords.map((name) => ({ name, display_name: name, state: 'active' })), num_tags: dataset.keywords.length, resources: [resource('CSV'), resource('JSON')], num_resources: 2,
    extras: [{ key: 'satuan', value: dataset.measure.unit }, { key: 'frekuensi', value: 'harian' }],
  };
}

/** Every word asked for occurs somewhere in title, notes, keywords or agency. `*:*` is everything, as harvesters ask. */
function matches(dataset: Dataset, asked: string): boolean {
  const text = [dataset.title, dataset.titleEn, dataset.description, dataset.entry.agency, ...dataset.keywords].join(' ').toLowerCase();
  return asked.toLowerCase().split(/\s+/).filter((word) => word !== '' && word !== '*:*').every((word) => text.includes(word.replace(/^[a-z_]+:/, '').replaceAll(/["*]/g, '')));
}

function whole(text: string): number | undefined {
  return /^\d{1,6}$/.test(text) ? Number(text) : undefined;
}
