import type { Declaration } from '#commons/access';

/** What officers may do with persons. Services list these in their own roles. */
export const declaration: Declaration = {
  id: 'people',
  permissions: [
    { id: 'people/see', means: { id: 'Membuka data pribadi seseorang dengan menyebut tujuan', en: 'Open somebody’s personal data, stating a purpose' }, personal: true },
    { id: 'people/correct', means: { id: 'Membetulkan data seseorang, memberi salinan, dan menghapusnya atas permintaan', en: 'Correct, export and erase somebody’s data at their request' }, personal: true },
    { id: 'people/merge', means: { id: 'Menyatukan dua data yang ternyata satu orang', en: 'Merge two records that are one person' }, personal: true },
  ],
  roles: [
    { id: 'people/steward', name: { id: 'Penjaga data penduduk', en: 'Steward of personal data' }, permissions: ['people/see', 'people/correct', 'people/merge'] },
  ],
};
