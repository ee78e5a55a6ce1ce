create table templates (
  id text primary key,
  workspace_id text not null references workspaces (id),
  name text not null,
  destination text not null,
  version integer not null default 1,
  fields jsonb not null,
  -- Who saved the present version, by name: for telling the next one who was too late.
  saved_by text not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table template_versions (
  template_id text not null references templates (id) on delete cascade,
  version integer not null,
  fields jsonb not null,
  saved_by text not null,
  saved_at timestamptz not null default now(),
  primary key (template_id, version)
);

create table projects (
  id text primary key,
  workspace_id text not null references workspaces (id),
  name text not null,
  dataset_id text not null references datasets (id),
  connection_id text not null references connections (id),
  template_id text not null references templates (id),
  destination text not null,
  options jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index projects_by_workspace on projects (workspace_id, created_at);

-- What the last background check of a project found.
create table page_checks (
  project_id text primary key references projects (id) on delete cascade,
  state text not null,
  pages integer not null default 0,
  checked integer not null default 0,
  with_errors integer not null default 0,
  groups jsonb not null default '[]',
  message text,
  checked_at timestamptz
);

create table page_problems (
  project_id text not null references projects (id) on delete cascade,
  code text not null,
  row_key text collate "C" not null,
  problem jsonb not null,
  primary key (project_id, code, row_key)
);
