import { say, type Manifest } from '#kernel/manifest';
import type { Locale } from '#kernel/time';
import { Layout } from '#platform/ui';

/** The front page: what can I get here? */
export function Portal({ locale, manifests, demo }: { locale: Locale; manifests: readonly Manifest[]; demo: boolean }) {
  return (
    <Layout title="Layanan" locale={locale} regency="Kabupaten Musi Banyuasin" demo={demo}>
      <h1>Layanan Kabupaten Musi Banyuasin</h1>
      <ul class="cards">
        {manifests.map((manifest) => (
          <li class="card" key={manifest.id}>
            <h3><a href={`/${manifest.id}`}>{manifest.name}</a></h3>
            <p>{say(manifest.summary, locale)}</p>
          </li>
        ))}
      </ul>
    </Layout>
  );
}
