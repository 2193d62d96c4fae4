import type { Permission, Role } from '#kernel/manifest';

/** Permissions of this room and the roles that hold them; services may name the permissions in roles of their own. */
export const dispatchDeclaration: { readonly id: string; readonly permissions: readonly Permission[]; readonly roles: readonly Role[] } = {
  id: 'dispatch',
  permissions: [
    { id: 'dispatch/field', means: { id: 'Berkunjung ke warga dengan aplikasi lapangan', en: 'Visit residents with the field app' }, personal: true },
    { id: 'dispatch/plan', means: { id: 'Menyusun hari kunjungan dan mencabut ponsel', en: 'Plan the day of visits and revoke phones' }, personal: true },
    { id: 'dispatch/counter', means: { id: 'Menerima dan menyerahkan barang di loket', en: 'Take in and hand out items at the counter' }, personal: true },
  ],
  roles: [
    { id: 'dispatch/officer', name: { id: 'Petugas lapangan', en: 'Field officer' }, permissions: ['dispatch/field'] },
    { id: 'dispatch/dispatcher', name: { id: 'Pengatur kunjungan', en: 'Dispatcher' }, permissions: ['dispatch/plan', 'dispatch/counter'] },
    { id: 'dispatch/counter', name: { id: 'Loket serah terima', en: 'Handover counter' }, permissions: ['dispatch/counter'] },
  ],
};
