import type { Declaration } from './catalogue.ts';

/** The agency of accounts that serve the whole regency rather than one of its agencies. */
export const wholeRegency = 'kabupaten';

/** Access's own permissions and the two roles that can hand out others. */
export const ownDeclaration: Declaration = {
  id: 'access',
  permissions: [
    { id: 'access/grant', means: { id: 'Memberi dan mengakhiri peran di perangkat daerahnya', en: 'Grant and revoke roles within one’s agency' } },
    { id: 'access/grant-anywhere', means: { id: 'Memberi dan mengakhiri peran di semua perangkat daerah', en: 'Grant and revoke roles in every agency' } },
    { id: 'access/see-readings', means: { id: 'Melihat catatan pembacaan data pribadi untuk pengawasan', en: 'See the log of personal-data readings for oversight' } },
  ],
  roles: [
    { id: 'access/regency-administrator', name: { id: 'Pengelola kabupaten', en: 'Regency administrator' }, permissions: ['access/grant', 'access/grant-anywhere', 'access/see-readings'] },
    { id: 'access/agency-administrator', name: { id: 'Pengelola perangkat daerah', en: 'Agency administrator' }, permissions: ['access/grant'] },
  ],
};
