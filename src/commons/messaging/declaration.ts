import type { Permission, Role } from '#kernel/manifest';

/** Permissions of this room and the roles that hold them; services may name the permissions in roles of their own. */
export const messagingDeclaration: { readonly id: string; readonly permissions: readonly Permission[]; readonly roles: readonly Role[] } = {
  id: 'messaging',
  permissions: [
    { id: 'messaging/answer', means: { id: 'Membaca dan menjawab percakapan yang diserahkan ke instansinya', en: 'Read and answer conversations handed to one’s agency' }, personal: true },
    { id: 'messaging/edit-templates', means: { id: 'Mengubah kata-kata pesan', en: 'Change the words of messages' } },
  ],
  roles: [
    { id: 'messaging/officer', name: { id: 'Petugas percakapan', en: 'Conversation officer' }, permissions: ['messaging/answer'] },
    { id: 'messaging/editor', name: { id: 'Penyunting pesan', en: 'Message editor' }, permissions: ['messaging/edit-templates'] },
  ],
};
