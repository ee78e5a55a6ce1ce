-- What the owner asked for last.
alter table runs rename column wish to requested;

-- The runs that are not over are a handful among thousands, and are asked for all the time.
update runs set finished_at = clock_timestamp() where state in ('done', 'cancelled') and finished_at is null;
create index runs_unfinished on runs (connection_id) where finished_at is null;
create index runs_by_project on runs (project_id, created_at desc);

-- Workers that look for runs, so that each takes its share. Worth nothing after a crash, so that it need not reach
-- the disk.
create unlogged table workers (
  id text primary key,
  seen_at timestamptz not null
);
