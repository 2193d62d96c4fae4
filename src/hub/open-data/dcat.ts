import type { Dataset, Publisher } from './datasets.ts';
import type { Node, Term } from './graph.ts';

const frequency = 'http://publications.europa.eu/resource/authority/frequency/DAILY';
const fileType = (name: string) => `http://publications.europa.eu/resource/authority/file-type/${name}`;
const theme = (name: string) => `http://publications.europa.eu/resource/authority/data-theme/${name}`;
/** Themes of the EU authority table for our groups; everything else is government. */
const themes: Readonly<Record<string, string>> = { kesehatan: 'HEAL', usaha: 'ECON', kendaraan: 'TRAN', tanah: 'REGI', budaya: 'EDUC', keluarga: 'SOCI' };
const mediaType = (name: string) => `https://www.iana.org/assignments/media-types/${name}`;
const iri = (address: string): Term[] => [{ iri: address }];

/** The catalogue as DCAT-AP 3: catalogue, publisher, and a dataset with two distributions for every public figure. */
export function dcatCatalogue(datasets: readonly Dataset[], publisher: Publisher): Node[] {
  const { base } = publisher;
  const catalogue = `${base}/katalog`;
  const agent = `${base}/katalog#penerbit`;
  return [
    {
      id: catalogue, types: ['dcat:Catalog'],
      properties: {
        'dct:title': [{ text: `Data layanan publik ${publisher.name}`, lang: 'id' }, { text: `Public service data of ${publisher.name}`, lang: 'en' }],
        'dct:description': [{ text: 'Angka layanan yang dihitung dari kejadian, setiap hari, dengan definisi dan buktinya.', lang: 'id' }],
        'dct:publisher': iri(agent), 'dct:license': iri(publisher.licence), 'dct:language': iri('http://publications.europa.eu/resource/authority/language/IND'), 'foaf:homepage': iri(`${base}/`), 'dct:spatial': iri(`${base}/katalog#wilayah`),
        'dcat:dataset': datasets.map((dataset) => ({ iri: addressOf(dataset, base) })),
      },
    },
    { id: `${base}/katalog#wilayah`, types: ['dct:Location'], properties: { 'skos:prefLabel': [{ text: publisher.name, lang: 'id' }], 'dct:identifier': [{ text: publisher.region }] } },
    { id: agent, types: ['foaf:Agent'], properties: { 'foaf:name': [{ text: publisher.name, lang: 'id' }] } },
    { id: `${base}/katalog#narahubung`, types: ['vcard:Kind'], properties: { 'vcard:fn': [{ text: publisher.contact }], 'vcard:hasURL': iri(`${base}/pengaduan`) } },
    ...datasets.flatMap((dataset) => datasetNodes(dataset, publisher, agent)),
  ];
}

function datasetNodes(dataset: Dataset, { base, licence }: Publisher, agent: string): Node[] {
  const address = addressOf(dataset, base);
  const page = base + dataset.path;
  return [
    {
      id: address, types: ['dcat:Dataset'],
      properties: {
        'dct:identifier': [{ text: dataset.id }], 'dct:title': [{ text: dataset.title, lang: 'id' }, { text: dataset.titleEn, lang: 'en' }], 'dct:description': [{ text: dataset.description, lang: 'id' }],
        'dcat:keyword': dataset.keywords.map((text) => ({ text, lang: 'id' })), 'dct:publisher': iri(agent), 'dcat:theme': iri(theme(themes[dataset.entry.group] ?? 'GOVE')), 'dct:spatial': iri(`${base}/katalog#wilayah`), 'dcat:contactPoint': iri(`${base}/katalog#narahubung`), 'dct:accrualPeriodicity': iri(frequency), 'dcat:landingPage': iri(page),
        'dcat:distribution': [{ iri: `${address}#csv` }, { iri: `${address}#json` }],
      },
    },
    ...(['csv', 'json'] as const).map((kind): Node => ({
      id: `${address}#${kind}`, types: ['dcat:Distribution'],
      properties: {
        'dcat:accessURL': iri(page), 'dcat:downloadURL': iri(`${page}.${kind}`), 'dct:format': iri(fileType(kind.toUpperCase())), 'dcat:mediaType': iri(mediaType(kind === 'csv' ? 'text/csv' : 'application/json')), 'dct:license': iri(licence),
        ...(kind === 'csv' ? { 'dct:conformsTo': iri('https://www.w3.org/ns/csvw') } : {}),
      },
    })),
  ];
}

export function addressOf(dataset: Dataset, base: string): string {
  return `${base}/katalog/${dataset.id}`;
}
