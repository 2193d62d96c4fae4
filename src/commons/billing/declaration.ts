import type { Declaration } from '#commons/access';

/** What officers may do with money. Services list these in their own roles. */
export const declaration: Declaration = {
  id: 'billing',
  permissions: [
    { id: 'billing/see', means: { id: 'Melihat tagihan, pembayaran, dan uang titipan', en: 'See bills, payments and money in suspense' } },
    { id: 'billing/receive', means: { id: 'Menerima uang tunai dan membayarkan pengembalian', en: 'Take cash and pay refunds out' } },
    { id: 'billing/propose-refund', means: { id: 'Mengusulkan pengembalian atau pemakaian uang titipan', en: 'Propose what happens to money in suspense' } },
    { id: 'billing/approve-refund', means: { id: 'Menyetujui pengembalian atau pemakaian uang titipan', en: 'Approve what happens to money in suspense' } },
  ],
  roles: [
    { id: 'billing/auditor', name: { id: 'Pemeriksa penerimaan', en: 'Auditor of receipts' }, permissions: ['billing/see'] },
  ],
};
