create schema if not exists messaging;

-- One talk with one person on one channel. Its addresses may change; its id never does.
create table messaging.conversation (
  id uuid primary key,
  channel text not null check (channel in ('whatsapp', 'telegram', 'sms', 'email')),
  locale text not null default 'id' check (locale in ('id', 'en')),
  state jsonb not null default '{}',
  state_version int not null default 0,
  handling text not null default 'bot' check (handling in ('bot', 'waiting', 'person')),
  agency text,
  assigned_to text,
  assigned_name text,
  handover_reason text,
  handover_summary text,
  handed_over_at timestamptz,
  urgent boolean not null default false,
  -- Writing to us first is the opt-in; withdrawing it stops every notice except the answer to a message.
  opt_in boolean not null default true,
  blocked_reason text,
  must_rebind boolean not null default false,
  display_name text,
  last_user_at timestamptz,
  window_expires_at timestamptz,
  created_at timestamptz not null,
  check (handling = 'bot' or agency is not null)
);
create index conversation_desk on messaging.conversation (agency, handed_over_at) where handling <> 'bot';

create table messaging.address (
  id uuid primary key,
  conversation_id uuid not null references messaging.conversation (id),
  channel text not null check (channel in ('whatsapp', 'telegram', 'sms', 'email')),
  kind text not null check (kind in ('phone', 'bsuid', 'telegram', 'email')),
  value text not null,
  since timestamptz not null,
  ended_at timestamptz,
  dead_since timestamptz,
  dead_why text,
  -- Theoretical arrival time of the next message to this address (generic cell rate algorithm): the pair rate of the provider.
  paced_until timestamptz
);
create unique index address_current on messaging.address (channel, value) where ended_at is null;
create index address_conversation on messaging.address (conversation_id);

create table messaging.binding (
  id uuid primary key,
  conversation_id uuid not null references messaging.conversation (id),
  person_id text not null,
  since timestamptz not null,
  ended_at timestamptz
);
create unique index binding_current on messaging.binding (conversation_id, person_id) where ended_at is null;
create index binding_person on messaging.binding (person_id) where ended_at is null;

-- What providers told us, once each whatever they repeat. Raw content is emptied after the retention period; the key stays.
create table messaging.msg_in (
  channel text not null,
  provider_message_id text not null,
  -- Whose messages must keep their order: 'whatsapp:ID.abc'. Statuses have none.
  sender text,
  kind text not null check (kind in ('message', 'system', 'status', 'other')),
  raw jsonb,
  sent_at timestamptz not null,
  received_at timestamptz not null,
  processed_at timestamptz,
  conversation_id uuid,
  outcome text,
  attempts int not null default 0,
  retry_at timestamptz,
  primary key (channel, provider_message_id)
);
create index msg_in_pending on messaging.msg_in (sender, sent_at, provider_message_id) where processed_at is null and sender is not null;
create index msg_in_statuses on messaging.msg_in (received_at) where processed_at is null and sender is null;
create index msg_in_age on messaging.msg_in (received_at) where raw is not null;

-- The talk as people read it. Digit runs that could be a NIK are masked before they come here.
create table messaging.message (
  id uuid primary key,
  conversation_id uuid not null references messaging.conversation (id),
  direction text not null check (direction in ('in', 'out')),
  source text not null check (source in ('user', 'bot', 'officer', 'service')),
  by text,
  at timestamptz not null,
  text text not null,
  choices jsonb,
  outgoing_id uuid
);
create index message_conversation on messaging.message (conversation_id, at, id);

create table messaging.outgoing (
  id uuid primary key,
  seq bigint generated always as identity,
  -- Messages of one lane leave in the order they were written.
  lane text not null,
  conversation_id uuid references messaging.conversation (id),
  channel text not null check (channel in ('whatsapp', 'telegram', 'sms', 'email')),
  address text not null,
  address_kind text not null check (address_kind in ('phone', 'bsuid', 'telegram', 'email')),
  kind text not null check (kind in ('reply', 'say', 'notice')),
  template text,
  template_version int,
  params jsonb,
  body jsonb,
  extra jsonb not null default '{}',
  page int not null default 0,
  importance text not null check (importance in ('urgent', 'normal', 'reminder', 'survey')),
  priority smallint not null,
  dedupe text unique,
  subject text,
  -- Rungs of the fallback ladder still unused, and until when the present one must have delivered.
  ladder jsonb not null default '[]',
  deadline_at timestamptz,
  status text not null check (status in ('queued', 'parked', 'sending', 'uncertain', 'accepted', 'sent', 'delivered', 'read', 'failed', 'expired', 'replaced', 'cancelled')),
  attempts int not null default 0,
  next_at timestamptz not null,
  keeps_hours boolean not null default false,
  expires_at timestamptz,
  lease_until timestamptz,
  provider_id text,
  error_code text,
  error text,
  segments int,
  cost bigint not null default 0 check (cost >= 0),
  created_at timestamptz not null,
  accepted_at timestamptz,
  delivered_at timestamptz
);
create index outgoing_due on messaging.outgoing (channel, priority, next_at, seq) where status = 'queued';
create index outgoing_lane on messaging.outgoing (lane, seq) where status in ('queued', 'sending', 'uncertain');
create index outgoing_watch on messaging.outgoing (lease_until) where status in ('sending', 'uncertain');
create index outgoing_deadline on messaging.outgoing (deadline_at) where deadline_at is not null;
create index outgoing_provider on messaging.outgoing (provider_id);
create index outgoing_conversation on messaging.outgoing (conversation_id, status);
create index outgoing_subject on messaging.outgoing (subject, template);
create index outgoing_cost on messaging.outgoing (channel, accepted_at);

-- Every word of a provider about a message, kept as it came.
create table messaging.delivery (
  id uuid primary key,
  outgoing_id uuid not null references messaging.outgoing (id),
  channel text not null,
  provider_id text,
  status text not null,
  code text,
  at timestamptz not null,
  recorded_at timestamptz not null
);
create index delivery_outgoing on messaging.delivery (outgoing_id);
create index delivery_provider on messaging.delivery (provider_id);

-- How fast each channel may send as a whole, over all processes, and why it stands still if it does.
create table messaging.sender (
  channel text primary key,
  paced_until timestamptz not null,
  paused_until timestamptz,
  paused_why text
);

-- Long button ids: buttons carry the token, the house keeps the meaning.
create table messaging.token (
  token text primary key,
  value text not null,
  created_at timestamptz not null
);

create table messaging.template_version (
  name text not null,
  version int not null check (version > 1),
  text text not null,
  sms text,
  title text,
  changed_by text not null,
  changed_at timestamptz not null,
  primary key (name, version)
);

-- People an officer must telephone because no channel reached them in time.
create table messaging.call_list (
  id uuid primary key,
  outgoing_id uuid not null unique references messaging.outgoing (id),
  subject text,
  phone text,
  text text not null,
  why text not null,
  created_at timestamptz not null,
  done_at timestamptz,
  done_by text,
  outcome text
);
