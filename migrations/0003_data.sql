-- Datasets point at one immutable set of rows; an import fills a new set and the pointer moves.
create sequence row_set_numbers;
create table row_sets (
  -- Short, since every row and both its index entries repeat it.
  id text primary key default 's' || nextval('row_set_numbers'),
  columns jsonb not null default '[]',
  key_column text,
  row_count integer not null default 0,
  set_aside_count integer not null default 0,
  source_name text not null default '',
  created_at timestamptz not null default now(),
  -- Nothing points at it any more; its rows are deleted in the background.
  retired_at timestamptz
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

-- No foreign key here: checking it costs a quarter of an import's time, and a cascade over a million rows would hold
-- up everybody. A set's rows are deleted in chunks before the set itself.
create table rows (
  row_set_id text not null,
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

-- Statistics from a small sample are enough for these, and taking them stays quick.
alter table rows alter column row_set_id set statistics 10;
alter table rows alter column line set statistics 10;
alter table rows alter column row_key set statistics 10;

create table set_aside_rows (
  row_set_id text not null,
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
  -- The set this import is filling now. A worker that finds another one here has been superseded and stops.
  row_set_id text references row_sets (id) on delete set null,
  -- What the dataset pointed at when the rows were compared.
  base_row_set_id text,
  -- How the file is read, once decided.
  read_settings jsonb,
  changes jsonb,
  problem jsonb,
  progress jsonb not null default '{"rows":0,"fraction":0}',
  dataset_name text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index imports_by_state on imports (state, updated_at);

-- How a loaded import differs from the rows of its dataset; the rows that are equal are not listed.
create table import_changes (
  import_id text not null references imports (id) on delete cascade,
  row_key text collate "C" not null,
  change text not null check (change in ('added', 'changed', 'removed')),
  primary key (import_id, row_key)
);
create index import_changes_by_change on import_changes (import_id, change, row_key);
