import type { Declaration } from '#commons/access';

/** Permissions of this room; services may name them in roles of their own. */
export const declaration: Declaration = {
  id: 'signing',
  permissions: [
    { id: 'signing/sign', means: { id: 'Menandatangani dokumen yang menunggu jabatannya', en: 'Sign documents waiting for one’s position' }, personal: true },
    { id: 'signing/record-officials', means: { id: 'Mencatat pejabat, Plh., dan Plt. di perangkat daerahnya', en: 'Record officials and acting officials of one’s agency' } },
    { id: 'signing/end-documents', means: { id: 'Mencabut dokumen bertanda tangan dan membatalkan nomor', en: 'Revoke signed documents and void numbers' } },
  ],
  roles: [
    { id: 'signing/signer', name: { id: 'Pejabat penanda tangan', en: 'Signing official' }, permissions: ['signing/sign'] },
    { id: 'signing/registrar', name: { id: 'Pengelola pejabat dan dokumen', en: 'Registrar of officials and documents' }, permissions: ['signing/record-officials', 'signing/end-documents'] },
  ],
};
