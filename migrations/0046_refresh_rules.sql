-- What a project does when its data are refreshed, and what may leave unasked. A project without a row shows it.
create table refresh_rules (
  project_id text primary key references projects (id) on delete cascade,
  workspace_id text not null references workspaces (id),
  reaction text not null check (reaction in ('show', 'plan', 'publish')),
  author text not null,
  -- Who agreed, when, and to what; and what it is bound to. Both only of `publish`.
  consent jsonb,
  basis jsonb,
  state text not null default 'idle' check (state in ('idle', 'open', 'waiting')),
  -- Why it waits for its owner.
  cause text,
  reason text,
  -- The refresh that it reacts to.
  import_id text,
  plan_id text,
  tries integer not null default 0,
  -- When somebody looks at it next; null: nothing to do.
  look_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index refresh_rules_due on refresh_rules (look_at) where look_at is not null;

-- Rows that refreshes brought or changed and that a project may publish: kept until they are on their way.
create table refresh_rows (
  project_id text not null references projects (id) on delete cascade,
  row_key text collate "C" not null,
  primary key (project_id, row_key)
);
