import { figureColumns } from '#commons/evidence';
import type { Dataset, Publisher } from './datasets.ts';

const types: Readonly<Record<string, string>> = { dari: 'date', sampai: 'date', nilai: 'decimal', n: 'integer', posisi_catatan: 'integer' };
const meanings: Readonly<Record<string, string>> = {
  layanan: 'Layanan', ukuran: 'Kode ukuran', nama: 'Nama ukuran', dari: 'Hari pertama', sampai: 'Hari terakhir', rincian: 'Rincian, bila ada: nama=nilai', nilai: 'Nilai', satuan: 'Satuan', n: 'Banyaknya kejadian',
  disembunyikan: 'ya: terlalu sedikit untuk ditampilkan tanpa menunjuk seseorang', janji: 'Janji layanan', posisi_catatan: 'Sampai kejadian ke berapa dihitung', sidik_catatan: 'Sidik catatan pada posisi itu',
};

/** What the columns of a figure's table mean, as the W3C's CSV on the Web metadata. A withheld cell is `s`, and that is its null. */
export function csvwMetadata(dataset: Dataset, publisher: Publisher): object {
  return {
    '@context': ['http://www.w3.org/ns/csvw', { '@language': 'id' }],
    'url': `${publisher.base}${dataset.path}.csv`,
    'dc:title': dataset.title, 'dc:description': dataset.description, 'dc:license': { '@id': publisher.licence }, 'dc:publisher': publisher.name,
    'dialect': { encoding: 'utf-8', header: true, delimiter: ',', lineTerminators: ['\r\n'] },
    'tableSchema': {
      // One row for the whole, each window and each key.
      primaryKey: ['ukuran', 'dari', 'sampai', 'rincian'],
      columns: figureColumns.map((name) => ({ name, 'titles': name, 'dc:description': meanings[name], 'datatype': types[name] ?? 'string', ...(name === 'nilai' || name === 'n' ? { null: ['s', ''] } : {}), 'required': name === 'layanan' || name === 'ukuran' })),
    },
  };
}
