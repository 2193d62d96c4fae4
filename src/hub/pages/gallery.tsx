import { Layout, PageHead, examples } from '#platform/ui';

/** Every component with an example and when to use it. The same examples are checked for markup and accessibility. */
export function GalleryPage() {
  return (
    <Layout title="Gaya">
      <PageHead title="Gaya Serasan" lead="Satu bahasa rupa untuk ponsel warga, meja petugas, layar ruang tunggu, dan kertas. Satu komponen untuk satu keperluan." />
      {examples.map((example) => (
        <section key={example.name} class="example">
          <h2>{example.name}</h2>
          <p class="quiet">{example.when}</p>
          {example.show()}
        </section>
      ))}
    </Layout>
  );
}
