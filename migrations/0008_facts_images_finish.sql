-- What was last read from the site: the schema of a collection, the catalog of a store.
alter table projects add column facts jsonb;
alter table projects add column facts_read_at timestamptz;

-- An image that Wix took but has not finished with keeps its id, so that it is never imported twice.
alter table remote_assets drop constraint remote_assets_state_check;
alter table remote_assets add constraint remote_assets_state_check
  check (state in ('sending', 'pending', 'ready', 'in_doubt', 'rejected'));

-- A plan of a connection without Manage Media Manager leaves pictures out.
alter table plans add column without_images boolean not null default false;

-- Steps after a create or update that need the id of the page. 'due' until they are done; 'failed' is in `problem`.
alter table run_items add column finish text not null default 'none' check (finish in ('none', 'due', 'done', 'failed'));
alter table run_items add column finish_attempts integer not null default 0;
create index run_items_to_finish on run_items (run_id, position) where finish = 'due';

-- What our own look at the address of an image found, so that a plan does not fetch it again.
create table image_checks (
  url text primary key,
  -- Null: it can be used.
  problem jsonb,
  width integer,
  height integer,
  mime_type text,
  checked_at timestamptz not null default now()
);
