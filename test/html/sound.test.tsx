import { describe, expect, it } from 'vitest';
import { DataTable, EmptyState, Layout, examples, hx, readDateParts, readTableQuery, renderDocument, type Frame } from '#platform/ui';
import { expectSoundHtml, faultsOf } from './sound.ts';

const frame: Frame = { site: { regency: 'Kabupaten Contoh', zone: 'Asia/Jakarta', demo: true }, locale: 'id', path: '/contoh?q=a&lang=id', menu: [] };

describe('every example', () => {
  it.each(examples.map((example) => [example.name, example] as const))('%s is sound markup', async (name, example) => {
    await expectSoundHtml(renderDocument(<Layout title={name}><h1>{name}</h1><h2>{example.when}</h2>{example.show()}</Layout>, frame));
  });
});

describe('the check itself', () => {
  it('rejects attributes htmx 4 does not know and unlabelled fields', async () => {
    const faults = await faultsOf(renderDocument(<Layout title="x"><h1>x</h1><div {...{ 'hx-on:click': 'x()' }} /><input type="text" name="a" /></Layout>, frame));
    expect(faults.join('\n')).toContain('unknown attribute hx-on:click');
    expect(faults.join('\n')).toContain('input-missing-label');
  });
  it('takes what hx() writes', async () => {
    expect(await faultsOf(renderDocument(<Layout title="x"><h1>x</h1><form method="post" action="/a" {...hx({ post: '/a', target: '#isi', swap: 'outerHTML', status: { '422': 'target:#isi' } })}><button type="submit">Kirim</button></form></Layout>, frame))).toEqual([]);
  });
});

describe('the frame', () => {
  it('loads the script of partial updates only where it is used', () => {
    expect(renderDocument(<Layout title="x"><h1>x</h1></Layout>, frame)).not.toContain('<script');
    expect(renderDocument(<Layout title="x"><form {...hx({ post: '/a' })} /></Layout>, frame)).toContain('/assets/htmx.js');
  });
  it('offers the same page in the other language, and marks made-up data', () => {
    const html = renderDocument(<Layout title="x" />, frame);
    expect(html).toContain('href="/contoh?q=a&amp;lang=en"');
    expect(html).toContain('Data contoh buatan');
  });
  it('escapes what people typed', () => {
    const html = renderDocument(<Layout title={'</title><script>x</script>'}><EmptyState title={'<img src=x>'} /></Layout>, frame);
    expect(html).not.toContain('<script>x');
    expect(html).not.toContain('<img');
  });
});

describe('tables', () => {
  const query = readTableQuery({ urut: '-umur', cari: ' ana ', hal: '3', lain: 'x' }, { path: '/t', sortable: ['nama', 'umur'] });
  it('read order, words and page from the address and ignore what they do not know', () => {
    expect(query).toMatchObject({ sort: 'umur', descending: true, filter: 'ana', page: 3 });
    expect(readTableQuery({ urut: 'drop table', hal: '-5' }, { path: '/t', sortable: ['nama'] })).toMatchObject({ sort: undefined, page: 1 });
    expect(query.href({ urut: 'nama' })).toBe('/t?urut=nama&cari=+ana+&lain=x');
  });
  it('say how they are sorted', () => {
    const html = renderDocument(<Layout title="x"><DataTable caption="Orang" query={query} rows={[1]} rowKey={String} empty={null} columns={[{ head: 'Umur', sort: 'umur', cell: (row) => row }]} /></Layout>, frame);
    expect(html).toContain('aria-sort="descending"');
  });
});

describe('a date in parts', () => {
  it('is read, or refused when no calendar has it', () => {
    expect(readDateParts({ 'b-day': '7', 'b-month': '3', 'b-year': '2019' }, 'b')).toBe('2019-03-07');
    expect(readDateParts({ 'b-day': '31', 'b-month': '2', 'b-year': '2019' }, 'b')).toBeUndefined();
    expect(readDateParts({ 'b-day': 'x' }, 'b')).toBeUndefined();
  });
});
