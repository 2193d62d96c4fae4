import type { Permission, Role } from '#kernel/manifest';

/** Who may draw and judge samples of what was counted. */
export const transparencyDeclaration: { readonly id: string; readonly permissions: readonly Permission[]; readonly roles: readonly Role[] } = {
  id: 'transparency',
  permissions: [{ id: 'transparency/audit', means: { id: 'Mengundi dan memeriksa uji petik kejadian yang terhitung', en: 'Draw and judge samples of counted events' } }],
  roles: [{ id: 'transparency/auditor', name: { id: 'Pemeriksa Inspektorat', en: 'Inspectorate auditor' }, permissions: ['transparency/audit'] }],
};
