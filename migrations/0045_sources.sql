-- Where the rows of a dataset come from, and how they are read again.
create table sources (
  id text primary key,
  workspace_id text not null references workspaces (id),
  -- Null until its first import has been applied.
  dataset_id text references datasets (id) on delete cascade,
  kind text not null,
  config jsonb not null,
  secrets_sealed text,
  -- What it is called: host and path, base and table.
  title text not null,
  -- Null: only when somebody or a webhook asks.
  rhythm jsonb,
  time_zone text not null default 'UTC',
  next_at timestamptz,
  state text not null default 'active' check (state in ('active', 'failing', 'paused')),
  -- Why the last refresh changed nothing though it should have: code and message.
  problem jsonb,
  -- What was taken over last, as the source itself and as the bytes tell it.
  version text,
  content_hash text,
  checked_at timestamptz,
  changed_at timestamptz,
  -- SHA-256 of the secret of the webhook in.
  hook_hash text,
  -- A call that waits for its refresh.
  hook_due_at timestamptz,
  -- When the last refresh began that a call asked for.
  hook_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create unique index sources_by_dataset on sources (dataset_id);
create index sources_by_workspace on sources (workspace_id, id);
create index sources_due on sources (next_at) where next_at is not null;
create index sources_called on sources (hook_due_at) where hook_due_at is not null;

-- What the file is, apart from where it comes from.
alter table imports rename column source to format;
alter table imports add column source_id text references sources (id) on delete set null;
-- Who asked for it.
alter table imports add column trigger text not null default 'person'
  check (trigger in ('person', 'rhythm', 'webhook'));
-- Goes on by itself, deciding everything as the last one did.
alter table imports add column is_refresh boolean not null default false;
-- Why it did not go on by itself after all.
alter table imports add column reasons jsonb not null default '[]';
-- There was nothing to take over.
alter table imports add column is_unchanged boolean not null default false;
alter table imports add column version text;
alter table imports add column content_hash text;
create index imports_by_source on imports (source_id, created_at) where source_id is not null;
