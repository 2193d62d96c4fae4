import { sql } from 'kysely';
import { parsePhone } from '#kernel/phone';
import type { Work } from '#platform/database';
import type { MessagingTables } from '../tables.ts';
import type { AddressKind, ChannelName } from '../types.ts';

export interface Identity { readonly channel: ChannelName; readonly addresses: readonly { readonly kind: AddressKind; readonly value: string }[]; readonly displayName?: string | undefined }

/** Who keeps the families of phones: told what a provider proves about them. */
export interface PhoneOwners {
  /** The conversation is held from this phone. */
  join(work: Work, about: { phone: string; conversationId: string }): Promise<void>;
  /** The phone has another owner than before. */
  suspend(work: Work, about: { contact: { phone: string }; reason: 'number-recycled' }): Promise<void>;
}

interface Known { readonly id: string; readonly conversationId: string; readonly kind: AddressKind; readonly value: string }

/**
 * The conversation of whoever has these addresses: found, or begun. A phone number that comes with another business-scoped id than before
 * belongs to somebody else now: the old talk loses the number and the new holder starts a talk of their own, without the family of that number.
 * A talk begun on a phone nobody held before knows the phone's family at once.
 */
export async function meet(work: Work, identity: Identity, owners: PhoneOwners): Promise<string> {
  const known = await currentAddresses(work, identity);
  const bsuid = identity.addresses.find((address) => address.kind === 'bsuid');
  const byBsuid = known.find((address) => address.kind === 'bsuid');
  const byPhone = known.find((address) => address.kind !== 'bsuid');
  let conversationId = byBsuid?.conversationId ?? byPhone?.conversationId;
  if (bsuid && !byBsuid && byPhone && await hasOtherBsuid(work, byPhone.conversationId, bsuid.value)) {
    await loseAddress(work, byPhone);
    if (parsePhone(byPhone.value)) await owners.suspend(work, { contact: { phone: byPhone.value }, reason: 'number-recycled' });
    conversationId = undefined;
  } else if (byBsuid && byPhone && byBsuid.conversationId !== byPhone.conversationId) {
    await loseAddress(work, byPhone);
  }
  const phone = identity.addresses.find((address) => address.kind === 'phone')?.value;
  const isFirst = known.length === 0;
  conversationId ??= await begin(work, identity);
  await keepAddresses(work, conversationId, identity);
  if (isFirst && phone) await ownPhone(work, owners, { phone, conversationId });
  return conversationId;
}

/** The provider vouches that a conversation is held from a phone. Numbers of other shapes belong to no family. */
export async function ownPhone(work: Work, owners: PhoneOwners, about: { phone: string; conversationId: string }): Promise<void> {
  if (parsePhone(about.phone)) await owners.join(work, about);
}

/** The provider says that one person's number or id became another: the talk moves along, and personal data waits until the person proved again who they are. */
export async function rename(work: Work, conversationId: string, from: string | undefined, to: { kind: AddressKind; value: string }): Promise<void> {
  const tables = work.tables<MessagingTables>();
  if (from !== undefined) await tables.updateTable('messaging.address').set({ ended_at: work.now.toString() }).where('conversation_id', '=', conversationId).where('value', '=', from).where('ended_at', 'is', null).execute();
  const holder = await tables.selectFrom('messaging.address').select(['id', 'conversation_id']).where('channel', '=', 'whatsapp').where('value', '=', to.value).where('ended_at', 'is', null).executeTakeFirst();
  if (holder && holder.conversation_id !== conversationId) await loseAddress(work, { id: holder.id, conversationId: holder.conversation_id });
  if (holder?.conversation_id !== conversationId) await addAddress(work, conversationId, 'whatsapp', to);
  await suspend(work, conversationId);
}

async function currentAddresses(work: Work, identity: Identity): Promise<Known[]> {
  const rows = await work.tables<MessagingTables>().selectFrom('messaging.address').select(['id', 'conversation_id', 'kind', 'value'])
    .where('channel', '=', identity.channel).where('value', 'in', identity.addresses.map((address) => address.value)).where('ended_at', 'is', null).forUpdate().execute();
  return rows.map((row) => ({ id: row.id, conversationId: row.conversation_id, kind: row.kind, value: row.value }));
}

async function hasOtherBsuid(work: Work, conversationId: string, bsuid: string): Promise<boolean> {
  const row = await work.tables<MessagingTables>().selectFrom('messaging.address').select('id').where('conversation_id', '=', conversationId).where('kind', '=', 'bsuid').where('value', '<>', bsuid).where('ended_at', 'is', null).executeTakeFirst();
  return row !== undefined;
}

async function loseAddress(work: Work, address: { id: string; conversationId: string }): Promise<void> {
  await work.tables<MessagingTables>().updateTable('messaging.address').set({ ended_at: work.now.toString() }).where('id', '=', address.id).execute();
  await suspend(work, address.conversationId);
}

async function suspend(work: Work, conversationId: string): Promise<void> {
  await work.tables<MessagingTables>().updateTable('messaging.conversation').set({ must_rebind: true }).where('id', '=', conversationId).execute();
}

async function begin(work: Work, identity: Identity): Promise<string> {
  const id = work.newId();
  await work.tables<MessagingTables>().insertInto('messaging.conversation').values({ id, channel: identity.channel, display_name: identity.displayName?.slice(0, 100) ?? null, created_at: work.now.toString() }).execute();
  work.note({ subject: id });
  return id;
}

async function keepAddresses(work: Work, conversationId: string, identity: Identity): Promise<void> {
  for (const address of identity.addresses) await addAddress(work, conversationId, identity.channel, address);
  if (identity.displayName) await work.tables<MessagingTables>().updateTable('messaging.conversation').set({ display_name: identity.displayName.slice(0, 100) }).where('id', '=', conversationId).execute();
}

async function addAddress(work: Work, conversationId: string, channel: ChannelName, address: { kind: AddressKind; value: string }): Promise<void> {
  await sql`insert into messaging.address (id, conversation_id, channel, kind, value, since) values (${work.newId()}, ${conversationId}, ${channel}, ${address.kind}, ${address.value}, ${work.now.toString()}::timestamptz)
    on conflict (channel, value) where ended_at is null do nothing`.execute(work.tables<MessagingTables>());
}
