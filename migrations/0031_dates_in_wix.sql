-- Slots whose dates Wix has, so that their pages go live without us.
alter table slots
  add column in_wix boolean not null default false,
  -- After their instant: how often the pages were read, and the plan that reads them at present.
  add column looks integer not null default 0,
  add column look_plan_id text;

-- Dates in Wix that are to be taken away: the plan and the run that do it, and how many there were of them.
alter table schedules
  add column dates_plan_id text,
  add column dates_run_id text,
  add column dates_number integer not null default 0,
  -- Something kept us from it; not tried again before.
  add column dates_after timestamptz;

-- Pages that have a date are few among those that are published.
create index pages_dated on pages (project_id, dated_for) where visibility = 'dated' and status = 'draft';
