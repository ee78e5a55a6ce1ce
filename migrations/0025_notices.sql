-- What a person should know. Written in the transaction of what it tells, so that both are there or neither.
create table notices (
  id text primary key,
  workspace_id text not null,
  kind text not null,
  subject_kind text not null,
  subject_id text not null,
  -- As it was called then.
  subject_name text not null,
  detail jsonb not null default '{}',
  -- Whoever raises the same again, after a crash, raises nothing.
  dedupe_key text,
  raised_at timestamptz not null,
  -- Its kind was switched on when it was raised.
  in_inbox boolean not null,
  read_at timestamptz,
  unique (workspace_id, dedupe_key)
);
create index notices_in_inbox on notices (workspace_id, id desc) where in_inbox;
create index notices_unread on notices (workspace_id) where in_inbox and read_at is null;
create index notices_by_subject on notices (subject_id, kind);

-- A workspace without a row has what a new installation has.
create table notice_settings (
  workspace_id text primary key,
  inbox_off text[] not null
);
