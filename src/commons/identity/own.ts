import type { Declaration } from '#commons/access';

/** Identity's own permissions and role. */
export const ownDeclaration: Declaration = {
  id: 'identity',
  permissions: [{ id: 'identity/manage-accounts', means: { id: 'Membuat dan menutup akun petugas, mengirim tautan kata sandi', en: 'Create and close staff accounts, send password links' } }],
  roles: [{ id: 'identity/account-manager', name: { id: 'Pengelola akun', en: 'Account manager' }, permissions: ['identity/manage-accounts'] }],
};
