import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { heic, scriptedPdf, tiff } from '../../../../test/town/papers.ts';
import { openOffice, wishFor, type PermitOffice } from '../../../../test/town/saji.ts';

let town: PermitOffice;
let form = '';
beforeAll(async () => {
  town = await openOffice();
  const asked = await town.house.perform(town.saji.actions.request, town.resident, wishFor(town, 'reklame'));
  const { token, type } = await town.house.perform(town.saji.actions.openForm, town.resident, { code: asked.code });
  form = `/saji-muba/isi/${type}/isi/${token}`;
});
afterAll(() => town.close());

const page = async (path: string) => (await town.house.http.app.inject({ url: path, headers: { accept: 'text/html' } })).body;

/** Sends one file as the identity card of the application, as a browser does. */
async function send(name: string, bytes: Uint8Array) {
  const edge = 'batas-uji';
  town.clock.advance({ seconds: 1 });
  const payload = Buffer.concat([Buffer.from(`--${edge}\r\nContent-Disposition: form-data; name="berkas_ktp"; filename="${name}"\r\nContent-Type: application/octet-stream\r\n\r\n`), bytes, Buffer.from(`\r\n--${edge}--\r\n`)]);
  return town.house.http.app.inject({ method: 'POST', url: `${form}/berkas`, headers: { 'accept': 'text/html', 'content-type': `multipart/form-data; boundary=${edge}` }, payload });
}
const lastFile = async () => (await town.house.pool.query<{ type: string; size: string; original: string | null }>('select type, size, original_sha256 as original from files.file order by kept_at desc, id desc limit 1')).rows[0];

describe('papers people send with an application', () => {
  it('a telephone’s HEIC becomes a picture every desk can open, of at most 300 KB', async () => {
    expect((await send('ktp.heic', heic)).statusCode).toBe(303);
    const kept = await lastFile();
    expect([kept?.type, Number(kept?.size) <= 300 * 1024, kept?.original]).toEqual(['image/jpeg', true, expect.stringMatching(/^[0-9a-f]{64}$/)]);
  });

  it('an eighty-page TIFF becomes a PDF', async () => {
    expect((await send('proposal.tif', tiff(80, 620, 877))).statusCode).toBe(303);
    expect((await lastFile())?.type).toBe('application/pdf');
    expect(await page(`${form}/periksa`)).toContain('80 halaman');
  });

  it('a scan of a scan with little left on it is taken, and the sender is asked for a better one', async () => {
    const grey = await sharp({ create: { width: 900, height: 1200, channels: 3, background: '#dedede' } }).jpeg().toBuffer();
    expect((await send('fotokopi.jpg', grey)).statusCode).toBe(303);
    expect(await page(`${form}/periksa`)).toContain('Ada gambar yang kurang jelas');
  });

  it.each([
    ['a picture that unfolds to 144 million points', () => sharp({ create: { width: 12_000, height: 12_000, channels: 3, background: '#fff' } }).png().toBuffer()],
    ['a PDF with a script', () => Promise.resolve(scriptedPdf)],
    ['an archive', () => Promise.resolve(Buffer.concat([Buffer.from('504b0304', 'hex'), Buffer.alloc(60_000)]))],
    ['a program called a picture', () => Promise.resolve(Buffer.from('MZ\u0090\u0000'.padEnd(300, 'x'), 'latin1'))],
  ] as const)('%s is refused beside its question, and the earlier paper stays', async (_name, make) => {
    const before = await lastFile();
    const answered = await send('ktp.jpg', await make());
    expect(answered.statusCode).toBe(422);
    expect(answered.body).toMatch(/id="e-berkas_ktp"/);
    expect(await lastFile()).toEqual(before);
  });
});
