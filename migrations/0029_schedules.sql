-- When which pages of a project go out by themselves. A cancelled schedule stays as history; a project has one other.
create table schedules (
  id text primary key,
  workspace_id text not null references workspaces (id),
  project_id text not null references projects (id) on delete cascade,
  -- Where its pages go; the consent is bound to it.
  connection_id text not null,
  state text not null check (state in ('active', 'paused', 'waiting', 'ended', 'cancelled')),
  -- Why it waits, as a word for programs and in words for people.
  cause text,
  reason text,
  rule jsonb not null,
  -- What the owner agreed may leave unasked: limits, by whom, when.
  consent jsonb not null,
  -- What the consent is bound to: template and version, settings.
  basis jsonb not null,
  keeper text not null check (keeper in ('us', 'wix')),
  horizon_days integer not null,
  version integer not null default 1,
  author text not null,
  -- Since when the rule holds: its ramp counts from here.
  starts_at timestamptz not null,
  -- The rows that were taken in last, in which order (empty: not yet), and how many they were when they were agreed to.
  row_set_id text not null default '',
  ranked_by text not null default '',
  rows_agreed integer not null,
  -- From when on its pages are dated as they are now: the same slots come out of the rule again.
  dates_from timestamptz not null,
  -- How often they all were: what was prepared before is of no use any more.
  dating_number integer not null default 0,
  -- A dating that is under way: the rank of the last page that has its date, and the slot that is being filled. Null
  -- when every page has its date.
  dating_rank bigint,
  dating_at timestamptz,
  dating_pages integer,
  -- When a worker has something to do; null: not before somebody does something.
  look_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create unique index schedules_one_open on schedules (project_id) where state <> 'cancelled';
create index schedules_due on schedules (look_at) where look_at is not null;
create index schedules_by_workspace on schedules (workspace_id, id);
create index schedules_by_connection on schedules (connection_id);

-- The pages of a schedule in the order in which they go.
create table schedule_pages (
  schedule_id text not null references schedules (id) on delete cascade,
  row_key text collate "C" not null,
  rank bigint not null,
  -- 'going' while a run has it, 'gone' once it is on the site.
  state text not null check (state in ('open', 'going', 'gone')),
  -- Its slot; null: it does not fit before the end.
  slot_at timestamptz,
  -- Why it did not go with an earlier slot.
  message text,
  primary key (schedule_id, row_key)
);
create index schedule_pages_by_rank on schedule_pages (schedule_id, state, rank);
create index schedule_pages_by_slot on schedule_pages (schedule_id, slot_at, rank);

create table slots (
  schedule_id text not null references schedules (id) on delete cascade,
  at timestamptz not null,
  closes_at timestamptz not null,
  stage text not null
    check (stage in ('dated', 'prepared', 'released', 'confirmed', 'skipped', 'missed', 'stopped')),
  -- How often a plan was made for it: with fresh data where they changed in between.
  tries integer not null default 0,
  -- Dated for it.
  pages integer not null,
  sent integer not null default 0,
  held integer not null default 0,
  equal integer not null default 0,
  different integer not null default 0,
  plan_id text,
  run_id text,
  message text,
  primary key (schedule_id, at)
);
-- The slots that still have something before them are a handful among thousands.
create index slots_open on slots (schedule_id, stage, at) where stage in ('dated', 'prepared', 'released');

-- How many pages all schedules of a site may publish together on one day.
create table site_ceilings (
  connection_id text primary key references connections (id) on delete cascade,
  per_day integer not null
);

-- The instant of the slot that a run is for; null for runs that somebody started. A slot keeps its time: its run goes
-- before others of its site.
alter table runs add column slot_at timestamptz;
