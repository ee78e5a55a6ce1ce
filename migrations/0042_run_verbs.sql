-- What became of the pages of a run is said by what it did with them: one that was taken off the site is not published.
-- So they are counted by that as well.
drop table run_counts;
create table run_counts (
  run_id text not null references runs (id) on delete cascade,
  state text not null,
  action text not null,
  verification text not null,
  items integer not null,
  -- Of these: their last steps are still to be done.
  unfinished integer not null,
  primary key (run_id, state, action, verification)
);
insert into run_counts (run_id, state, action, verification, items, unfinished)
  select run_id, state, action, verification, count(*), count(*) filter (where finish = 'due')
    from run_items group by run_id, state, action, verification;

create or replace function count_run_items() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into run_counts as c (run_id, state, action, verification, items, unfinished)
      select run_id, state, action, verification, count(*), count(*) filter (where finish = 'due')
        from new_items group by 1, 2, 3, 4 order by 1, 2, 3, 4
      on conflict (run_id, state, action, verification) do update
        set items = c.items + excluded.items, unfinished = c.unfinished + excluded.unfinished;
  else
    insert into run_counts as c (run_id, state, action, verification, items, unfinished)
      select run_id, state, action, verification, sum(items), sum(unfinished)
        from (select run_id, state, action, verification, 1 as items, (finish = 'due')::int as unfinished from new_items
              union all
              select run_id, state, action, verification, -1, -(finish = 'due')::int from old_items) d
       group by 1, 2, 3, 4 having sum(items) <> 0 or sum(unfinished) <> 0 order by 1, 2, 3, 4
      on conflict (run_id, state, action, verification) do update
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
