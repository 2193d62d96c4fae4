import { DataFactory, Writer } from 'n3';

/** A value of a property: an address, a text in a language, or a text of a type. */
export type Term = { readonly iri: string } | { readonly text: string; readonly lang?: string } | { readonly text: string; readonly type: string };

/** A thing with its properties, by prefixed names such as `dct:title`. */
export interface Node { readonly id: string; readonly types: readonly string[]; readonly properties: Readonly<Record<string, readonly Term[]>> }

const prefixes: Readonly<Record<string, string>> = {
  dcat: 'http://www.w3.org/ns/dcat#', dct: 'http://purl.org/dc/terms/', foaf: 'http://xmlns.com/foaf/0.1/', vcard: 'http://www.w3.org/2006/vcard/ns#', skos: 'http://www.w3.org/2004/02/skos/core#', xsd: 'http://www.w3.org/2001/XMLSchema#',
};

/** The graph as JSON-LD 1.1. */
export function toJsonLd(nodes: readonly Node[]): object {
  return {
    '@context': prefixes,
    '@graph': nodes.map((node) => ({ '@id': node.id, '@type': node.types, ...Object.fromEntries(Object.entries(node.properties).map(([name, terms]) => [name, terms.map(jsonTerm)])) })),
  };
}

function jsonTerm(term: Term): object {
  if ('iri' in term) return { '@id': term.iri };
  if ('type' in term) return { '@value': term.text, '@type': term.type };
  return term.lang ? { '@value': term.text, '@language': term.lang } : { '@value': term.text };
}

/** The same graph as Turtle. */
export function toTurtle(nodes: readonly Node[]): Promise<string> {
  const writer = new Writer({ prefixes: { ...prefixes } });
  const namedNode = (address: string) => DataFactory.namedNode(address);
  const full = (name: string) => {
    const [prefix = '', local = ''] = name.split(':');
    return namedNode((prefixes[prefix] ?? '') + local);
  };
  const type = namedNode('http://www.w3.org/1999/02/22-rdf-syntax-ns#type');
  for (const node of nodes) {
    for (const one of node.types) writer.addQuad(namedNode(node.id), type, full(one));
    for (const [name, terms] of Object.entries(node.properties)) {
      for (const term of terms) writer.addQuad(namedNode(node.id), full(name), 'iri' in term ? namedNode(term.iri) : 'type' in term ? DataFactory.literal(term.text, full(term.type)) : DataFactory.literal(term.text, term.lang));
    }
  }
  return new Promise((resolve, reject) => { writer.end((error: Error | null, text: string) => { if (error) reject(error); else resolve(text); }); });
}
