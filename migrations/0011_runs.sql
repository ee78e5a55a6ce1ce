-- What the owner asked for last.
alter table runs rename column wish to requested;

-- Runs of one site wait for each other, in this order.
alter table runs add column due_at timestamptz not null default now();
update runs set due_at = created_at;
-- The position in the plan up to which the run has taken its items; null once it has them all.
alter table runs add column taken_to integer;

-- The runs that are not over are a handful among thousands, and are asked for all the time.
update runs set finished_at = clock_timestamp() where state in ('done', 'cancelled') and finished_at is null;
create index runs_unfinished on runs (connection_id, due_at) where finished_at is null;
create index runs_by_project on runs (project_id, created_at desc);

-- Workers that look for runs, so that each takes its share. Worth nothing after a crash, so that it need not reach
-- the disk.
create unlogged table workers (
  id text primary key,
  seen_at timestamptz not null
);

-- Each of these holds what is open alone, and is empty when a run is over.
create index run_items_ready on run_items (run_id, position) where state = 'ready';
create index run_items_on_the_way on run_items (run_id, state, position) where state in ('sending', 'in_doubt');
create index run_items_unverified on run_items (run_id, position)
  where state = 'accepted' and verification = 'pending';
-- What a list may be filtered by; what is still to be sent has its own index.
drop index run_items_by_state;
create index run_items_by_state on run_items (run_id, state, position)
  where state in ('rejected', 'held', 'skipped', 'cancelled');
create index run_items_by_finding on run_items (run_id, verification, position)
  where verification in ('different', 'not_found');

-- How many items of a run are in each state, kept by the database itself in the transaction of every change, so that
-- nobody has to count a hundred thousand of them to show a bar. They differ by what was found when they were read back.
create table run_counts (
  run_id text not null references runs (id) on delete cascade,
  state text not null,
  verification text not null,
  items integer not null,
  -- Of these: their last steps are still to be done.
  unfinished integer not null,
  primary key (run_id, state, verification)
);
insert into run_counts
  select run_id, state, verification, count(*), count(*) filter (where finish = 'due')
    from run_items group by run_id, state, verification;

-- How many pages were accepted when: what a run's speed is told by.
create table run_progress (
  run_id text not null references runs (id) on delete cascade,
  at timestamptz not null default clock_timestamp(),
  accepted integer not null
);
create index run_progress_by_run on run_progress (run_id, at);

-- Items go only with their run, so that a delete need not be counted. In one order, so that two transactions cannot
-- wait for each other.
create function count_run_items() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into run_counts as c (run_id, state, verification, items, unfinished)
      select run_id, state, verification, count(*), count(*) filter (where finish = 'due')
        from new_items group by 1, 2, 3 order by 1, 2, 3
      on conflict (run_id, state, verification) do update
        set items = c.items + excluded.items, unfinished = c.unfinished + excluded.unfinished;
  else
    insert into run_counts as c (run_id, state, verification, items, unfinished)
      select run_id, state, verification, sum(items), sum(unfinished)
        from (select run_id, state, verification, 1 as items, (finish = 'due')::int as unfinished from new_items
              union all
              select run_id, state, verification, -1, -(finish = 'due')::int from old_items) d
       group by 1, 2, 3 having sum(items) <> 0 or sum(unfinished) <> 0 order by 1, 2, 3
      on conflict (run_id, state, verification) do update
        set items = c.items + excluded.items, unfinished = c.unfinished + excluded.unfinished;
    insert into run_progress (run_id, accepted)
      select run_id, sum(accepted)
        from (select run_id, (state = 'accepted')::int as accepted from new_items
              union all
              select run_id, -(state = 'accepted')::int from old_items) d
       group by 1 having sum(accepted) > 0;
  end if;
  return null;
end $$;
create trigger run_items_inserted after insert on run_items
  referencing new table as new_items for each statement execute function count_run_items();
create trigger run_items_updated after update on run_items
  referencing old table as old_items new table as new_items for each statement execute function count_run_items();
