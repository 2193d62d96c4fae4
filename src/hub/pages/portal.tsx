import { say, type Manifest } from '#kernel/manifest';
import { Layout, useFrame } from '#platform/ui';

/** The front page: what can I get here? */
export function Portal({ manifests }: { manifests: readonly Manifest[] }) {
  const { locale, site } = useFrame();
  return (
    <Layout title="Layanan">
      <h1>Layanan {site.regency}</h1>
      <ul class="cards">
        {manifests.map((manifest) => (
          <li class="card" key={manifest.id}>
            <h2><a href={`/${manifest.id}`}>{manifest.name}</a></h2>
            <p>{say(manifest.summary, locale)}</p>
          </li>
        ))}
      </ul>
    </Layout>
  );
}
