-- What is published: recorded facts only, never a guess.
create table pages (
  project_id text not null references projects (id) on delete cascade,
  row_key text collate "C" not null,
  remote_id text not null,
  status text not null check (status in ('live', 'draft', 'gone', 'removed')),
  title text not null default '',
  slug text not null default '',
  url text,
  -- What we last sent: the hash decides "unchanged", the payload is the base of the three-way comparison.
  payload_hash text not null,
  payload jsonb not null,
  -- What Wix had right after that, per field, and its edit date: the base for "did somebody edit it?".
  remote_fields jsonb not null default '{}',
  remote_edited_at text,
  published_at timestamptz not null default now(),
  run_id text,
  primary key (project_id, row_key)
);
create unique index pages_by_remote_id on pages (project_id, remote_id);
-- The list of pages with one status, without a look at the others.
create index pages_by_status on pages (project_id, status, row_key);

create table plans (
  id text primary key,
  workspace_id text not null references workspaces (id),
  project_id text not null references projects (id) on delete cascade,
  connection_id text not null,
  state text not null check (state in ('building', 'ready', 'failed', 'applied', 'discarded')),
  step text not null default '',
  progress double precision not null default 0,
  counts jsonb not null default '{}',
  -- Every distinct category and tag its pages name.
  needs jsonb not null default '[]',
  creates jsonb not null default '[]',
  problem_groups jsonb not null default '[]',
  wix_validation jsonb not null default '{"checked":0,"invalid":0,"note":""}',
  include_removals boolean not null default false,
  estimate jsonb not null default '{"calls":0,"seconds":0,"reason":""}',
  hash text,
  author text not null,
  destination text not null,
  options jsonb not null,
  row_set_id text not null,
  dataset_version integer not null,
  template_version integer not null,
  message text,
  created_at timestamptz not null default now()
);
create index plans_by_project on plans (project_id, created_at desc);

create table plan_items (
  plan_id text not null references plans (id) on delete cascade,
  row_key text collate "C" not null,
  position integer not null,
  action text not null,
  title text not null default '',
  slug text not null default '',
  url text,
  remote_id text,
  remote_edited_at text,
  -- Null for unchanged, gone and remove.
  payload jsonb,
  payload_hash text,
  changes jsonb not null default '[]',
  problems jsonb not null default '[]',
  -- For conflicts: keep_theirs, take_ours or hold.
  resolution text,
  primary key (plan_id, row_key)
);
create index plan_items_by_action on plan_items (plan_id, action, position);
create index plan_items_by_position on plan_items (plan_id, position);

create table runs (
  id text primary key,
  workspace_id text not null references workspaces (id),
  plan_id text not null unique references plans (id),
  project_id text not null references projects (id) on delete cascade,
  connection_id text not null references connections (id),
  state text not null,
  message text,
  author text not null,
  total integer not null default 0,
  -- What the owner asked for last: 'run', 'pause' or 'cancel'. The worker obeys it.
  wish text not null default 'run' check (wish in ('run', 'pause', 'cancel')),
  restarts integer not null default 0,
  write_calls integer not null default 0,
  read_calls integer not null default 0,
  duplicates_prevented integer not null default 0,
  assets_created integer not null default 0,
  receipt jsonb,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz
);
create index runs_by_workspace on runs (workspace_id, created_at desc);
-- One live run per connection.
create unique index runs_one_live on runs (connection_id) where state not in ('done', 'cancelled');

create table run_items (
  run_id text not null references runs (id) on delete cascade,
  row_key text collate "C" not null,
  position integer not null,
  action text not null check (action in ('create', 'update', 'remove')),
  state text not null,
  title text not null default '',
  slug text not null default '',
  attempts integer not null default 0,
  -- Of the bulk call the item travelled in: what was sent together is settled together.
  call_id text,
  sent_at timestamptz,
  -- When the request itself has certainly ended; no look counts before that.
  deadline_at timestamptz,
  looks integer not null default 0,
  first_look_at timestamptz,
  next_attempt_at timestamptz,
  remote_id text,
  remote_edited_at text,
  url text,
  request_id text,
  problem jsonb,
  verification text not null default 'pending',
  differences jsonb not null default '[]',
  -- What stood in Wix before an update or a removal: what a rollback restores.
  snapshot jsonb,
  -- The lease under which the state was written; a stalled worker's older one is refused.
  fencing_token bigint not null default 0,
  updated_at timestamptz not null default now(),
  primary key (run_id, row_key)
);
create index run_items_by_state on run_items (run_id, state, position);
create index run_items_by_position on run_items (run_id, position);

create table run_events (
  id bigint generated always as identity primary key,
  run_id text not null references runs (id) on delete cascade,
  at timestamptz not null default now(),
  kind text not null,
  message text not null
);
create index run_events_by_run on run_events (run_id, id);
