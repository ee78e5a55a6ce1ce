-- Where notices go besides the inbox, and each message on its way there.
create table webhooks (
  id text primary key,
  workspace_id text not null,
  name text not null,
  format text not null check (format in ('standard', 'slack')),
  -- Sealed, since the addresses that Slack gives are secrets.
  url_sealed text not null,
  secret_sealed text not null,
  -- Signs beside the new one until then, so that a receiver has time to change it.
  previous_secret_sealed text,
  previous_until timestamptz,
  kinds_off text[] not null default '{}',
  -- `failing`: switched off by the program, and why.
  state text not null check (state in ('on', 'off', 'failing')),
  reason text,
  last_success_at timestamptz,
  created_at timestamptz not null
);
create index webhooks_by_workspace on webhooks (workspace_id, id);

-- One message to one receiver. Its id is what the receiver knows it by: a second try has the same.
create table notice_deliveries (
  id text primary key,
  workspace_id text not null,
  webhook_id text references webhooks (id) on delete cascade,
  kind text not null,
  -- More than one: a digest.
  notice_ids text[] not null,
  -- Gathers what comes until it leaves.
  is_open boolean not null default false,
  state text not null check (state in ('waiting', 'delivered', 'failed')),
  -- What became of each try, the oldest first.
  attempts jsonb not null default '[]',
  next_attempt_at timestamptz,
  give_up_at timestamptz not null,
  -- Whoever sends it holds it until then; by the clock of the database.
  leased_until timestamptz,
  created_at timestamptz not null,
  ended_at timestamptz
);
create index notice_deliveries_due on notice_deliveries (next_attempt_at) where state = 'waiting';
create index notice_deliveries_by_webhook on notice_deliveries (webhook_id, id desc);
create index notice_deliveries_recent on notice_deliveries (webhook_id, kind, created_at);

-- When it was handed to its receivers. What was raised before there were any is not sent now.
alter table notices add column dispatched_at timestamptz;
update notices set dispatched_at = raised_at;
create index notices_undispatched on notices (id) where dispatched_at is null;
