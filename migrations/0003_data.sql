-- Datasets point at one immutable set of rows; an import fills a new set and the pointer moves.
create table row_sets (
  id text primary key,
  columns jsonb not null default '[]',
  key_column text,
  row_count integer not null default 0,
  set_aside_count integer not null default 0,
  source_name text not null default '',
  created_at timestamptz not null default now()
);

create table datasets (
  id text primary key,
  workspace_id text not null references workspaces (id),
  name text not null,
  version integer not null default 1,
  row_set_id text not null references row_sets (id),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index datasets_by_workspace on datasets (workspace_id, created_at);

create table rows (
  row_set_id text not null references row_sets (id) on delete cascade,
  -- The line of the file on which the row starts; unique in a set, so it also orders and pages.
  line integer not null,
  row_key text collate "C" not null,
  -- Texts in the order of the set's columns.
  cells jsonb not null,
  -- Hash of the cells: equal hashes, equal rows.
  hash text not null,
  primary key (row_set_id, line)
);
-- Not unique: a duplicate key is found and named with its lines instead of failing a batch.
create index rows_by_key on rows (row_set_id, row_key, line);

create table set_aside_rows (
  row_set_id text not null references row_sets (id) on delete cascade,
  line integer not null,
  reason text not null,
  cells jsonb not null,
  primary key (row_set_id, line)
);

create table imports (
  id text primary key,
  workspace_id text not null references workspaces (id),
  dataset_id text references datasets (id) on delete set null,
  file_name text not null,
  bytes bigint not null default 0,
  state text not null,
  settings jsonb not null default '{}',
  decisions jsonb not null default '[]',
  columns jsonb not null default '[]',
  preview jsonb not null default '[]',
  row_count integer not null default 0,
  set_aside_count integer not null default 0,
  notes jsonb not null default '[]',
  suggested_key text,
  key_column text,
  row_set_id text references row_sets (id) on delete set null,
  changes jsonb,
  problem jsonb,
  progress jsonb not null default '{"rows":0,"fraction":0}',
  dataset_name text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
