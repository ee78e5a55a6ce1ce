-- The sample project that a new owner finds. Each id stands here before what it names is made, so that a process that
-- is killed in between makes nothing twice.
create table samples (
  workspace_id text primary key references workspaces (id),
  -- `making` and `removing` are gone on with at the next start.
  state text not null check (state in ('making', 'ready', 'failed', 'removing', 'removed')),
  import_id text,
  dataset_id text,
  template_id text,
  project_id text,
  -- Why it could not be made.
  problem text,
  updated_at timestamptz not null
);

-- What a person has done of the first steps that nothing else tells.
create table first_steps (
  user_id text primary key references users (id) on delete cascade,
  has_looked boolean not null default false,
  is_put_away boolean not null default false,
  updated_at timestamptz not null
);
