/** Every local `reference` text of a resource: conditional (`Patient?identifier=…`) ones too. */
export function referencesIn(value: unknown, found = new Set<string>()): ReadonlySet<string> {
  if (Array.isArray(value)) for (const item of value) referencesIn(item, found);
  else if (typeof value === 'object' && value !== null) {
    for (const [name, inner] of Object.entries(value)) {
      if (name === 'reference' && typeof inner === 'string') found.add(inner);
      else referencesIn(inner, found);
    }
  }
  return found;
}

/**
 * The same resource with the addresses of a bundle replaced by where its entries really went: in `reference`, and wherever a whole text is one of these addresses or an
 * `href` in a narrative points there (FHIR R4, transaction processing rules).
 */
export function rewritten<T>(value: T, places: ReadonlyMap<string, string>): T {
  if (places.size === 0) return value;
  return mapTexts(value, places, '') as T;
}

function mapTexts(value: unknown, places: ReadonlyMap<string, string>, name: string): unknown {
  if (typeof value === 'string') return moved(value, places, name);
  if (Array.isArray(value)) return value.map((item) => mapTexts(item, places, name));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, mapTexts(inner, places, key)]));
}

function moved(text: string, places: ReadonlyMap<string, string>, name: string): string {
  const place = places.get(text);
  if (place !== undefined && (name === 'reference' || /^urn:(uuid|oid):/.test(text))) return place;
  if (name !== 'div') return text;
  return text.replaceAll(/(href|src)="([^"]+)"/g, (whole, attribute: string, address: string) => { const to = places.get(address); return to === undefined ? whole : `${attribute}="${to}"`; });
}
