import type { AddressKind, ChannelName, Invite, OutMessage } from '../types.ts';

/** A message ready to leave: everything a channel needs to render it within its limits. */
export interface Parcel {
  /** Our id; carried along where the provider allows, so that its reports find the message even when its answer was lost. */
  readonly id: string;
  readonly to: { readonly kind: AddressKind; readonly value: string };
  readonly message: OutMessage;
  /** Page of a list too long for the channel, from 0. */
  readonly page: number;
  /** Id under which the whole list is kept, for its next pages. */
  readonly list: string;
  /** Set when only an approved template may be sent. */
  readonly template?: { readonly name: string; readonly language: string; readonly params: readonly string[] };
  /** Subject of an e-mail. */
  readonly title?: string;
  readonly invite?: Invite;
}

/** What became of one attempt. `uncertain`: the provider may have it; asking again at once could say it twice. */
export type Outcome =
  | { readonly is: 'accepted'; readonly providerId: string; readonly segments?: number; readonly paid?: boolean }
  | { readonly is: 'later'; readonly code: string; readonly after?: Temporal.DurationLike; readonly fewTimes?: boolean }
  | { readonly is: 'uncertain'; readonly code: string }
  | { readonly is: 'needs-template'; readonly code: string }
  | { readonly is: 'unreachable'; readonly code: string; readonly addressIsDead: boolean }
  | { readonly is: 'refused'; readonly code: string }
  | { readonly is: 'channel-stopped'; readonly code: string; readonly why: string };

/** One way to people. Adapters differ only behind this. */
export interface Channel {
  readonly name: ChannelName;
  /** Messages per second the provider takes from us, and the pause it wants between two to one person (with what burst it forgives). */
  readonly pace: { readonly perSecond: number; readonly pauseSeconds: number; readonly burst: number };
  send(parcel: Parcel): Promise<Outcome>;
  close?(): Promise<void>;
}
