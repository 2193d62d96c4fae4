import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

/** One file that checks proofs: it holds its own script and style, loads nothing, and works saved to a disk or a memory card. */
export interface VerifierPage { readonly html: string; readonly policy: string }

/** Makes the page once. `keys` are filled in as a help; whoever distrusts us pastes the keys they were given elsewhere. */
export async function makeVerifierPage(keys: readonly string[]): Promise<VerifierPage> {
  const bundle = await rolldown({ input: fileURLToPath(new URL('./browser.ts', import.meta.url)), platform: 'browser' });
  const { output } = await bundle.generate({ format: 'iife', minify: true });
  await bundle.close();
  const script = output[0].code.replaceAll('</script', '<\\/script');
  const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  return { html: document(script, keys), policy: `default-src 'none'; script-src ${hash(script)}; style-src ${hash(style)}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'` };
}

const style = `:root{color-scheme:light dark;--ink:#1b2a2a;--paper:#fbf8f1;--line:#8b8f88;--teal:#0b5561;--leaf:#2f6b34;--terra:#9a3b1b}
@media (prefers-color-scheme:dark){:root{--ink:#eef2ee;--paper:#142020;--line:#6d7f7b;--teal:#7cc7d1;--leaf:#8fcf8a;--terra:#f0a080}}
body{margin:0 auto;max-width:44rem;padding:1.5rem 1rem 4rem;background:var(--paper);color:var(--ink);font:18px/1.55 system-ui,sans-serif}
h1{font-size:26px;line-height:1.25}label{display:block;font-weight:600;margin:1.2rem 0 .3rem}
textarea,input{box-sizing:border-box;width:100%;padding:.6rem;border:1px solid var(--line);border-radius:6px;background:transparent;color:inherit;font:15px/1.4 ui-monospace,monospace}
textarea{min-height:6rem;overflow-wrap:anywhere}button{margin-top:1rem;min-height:48px;padding:0 1.4rem;border:0;border-radius:6px;background:var(--teal);color:var(--paper);font:600 18px system-ui,sans-serif}
section{margin-top:1.5rem;padding:1rem 1.2rem;border-left:6px solid}#sah{border-color:var(--leaf)}#rusak{border-color:var(--terra)}
h2{margin:0 0 .5rem;font-size:21px}dt{font-weight:600}dd{margin:0 0 .6rem;overflow-wrap:anywhere}pre{white-space:pre-wrap;overflow-wrap:anywhere;font-size:14px;margin:0}
:focus-visible{outline:3px solid var(--teal);outline-offset:2px}[hidden]{display:none}`;

function document(script: string, keys: readonly string[]): string {
  return `<!doctype html>
<html lang="id"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Periksa bukti</title><style>${style}</style></head>
<body><main>
<h1>Periksa bukti tanpa sambungan</h1>
<p>Laman ini memeriksa berkas bukti di perangkat Anda sendiri. Tidak ada yang dikirim ke mana pun. Simpan laman ini, lalu pakai kapan saja, juga tanpa internet.</p>
<form id="periksa">
<label for="berkas">Berkas bukti (.tlog-proof)</label><input id="berkas" type="file" accept=".tlog-proof,text/plain">
<label for="isi">Atau tempel isi bukti</label><textarea id="isi" spellcheck="false" autocomplete="off"></textarea>
<label for="kunci">Kunci untuk memeriksa, satu per baris: catatan dulu, lalu saksi</label><textarea id="kunci" spellcheck="false" autocomplete="off">${keys.join('\n')}</textarea>
<button>Periksa bukti</button>
</form>
<div role="status">
<section id="sah" hidden><h2>Bukti ini sah</h2>
<p id="terhitung" hidden>Kejadian ini terhitung pada layanan <strong id="layanan"></strong>, hari <strong id="hari"></strong>, sebagai satu dari <strong id="jumlah"></strong> kejadian.</p>
<p id="angka" hidden>Angka ini benar terbit: <strong id="nama-angka"></strong>, <span id="masa"></span>: <strong id="nilai"></strong>.</p>
<dl><dt>Catatan publik</dt><dd id="asal"></dd><dt>Nomor catatan</dt><dd><span id="nomor"></span> dari <span id="ukuran"></span></dd><dt>Ditandatangani oleh</dt><dd id="penanda"></dd><dt>Isi catatan</dt><dd><pre id="catatan"></pre></dd></dl></section>
<section id="rusak" hidden><h2>Bukti ini tidak sah</h2>
<p id="sebab-file" hidden>Berkas ini bukan bukti yang utuh. Unduh lagi, lalu coba sekali lagi.</p>
<p id="sebab-key" hidden>Kunci tidak terbaca. Salin lagi seluruh barisnya.</p>
<p id="sebab-signature" hidden>Tanda tangan catatan publik tidak cocok dengan kunci ini.</p>
<p id="sebab-inclusion" hidden>Catatan ini tidak ada di catatan publik yang ditandatangani.</p>
<p id="sebab-payload" hidden>Isi yang dibawa berkas ini bukan yang tercatat di catatan publik.</p>
<p id="sebab-closing" hidden>Penutupan hari itu bukan yang tercatat di catatan publik.</p>
<p id="sebab-counted" hidden>Kejadian ini tidak termasuk dalam penutupan hari itu.</p></section>
</div>
</main><script>${script}</script></body></html>
`;
}
