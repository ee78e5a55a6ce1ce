-- How many pages of a project are live, drafts or gone, kept by the database itself in the transaction of every change:
-- every look at a project shows it, and counting a hundred thousand pages for it took most of the answer's time. Lines
-- are added and never changed, so that two lanes of a run do not wait for each other; now and then they are summed up.
-- The number is the sum of the lines of a project.
create table ledger_counts (
  project_id text not null,
  live integer not null,
  -- Those that are down are none of the two.
  drafts integer not null,
  gone integer not null
);
create index ledger_counts_by_project on ledger_counts (project_id);

insert into ledger_counts (project_id, live, drafts, gone)
select project_id, count(*) filter (where status = 'live'), count(*) filter (where status = 'draft' and down is null),
       count(*) filter (where status = 'gone' and down is null)
  from pages group by project_id;

create function count_ledger_pages() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into ledger_counts (project_id, live, drafts, gone)
      select project_id, sum((status = 'live')::int), sum((status = 'draft' and down is null)::int),
             sum((status = 'gone' and down is null)::int)
        from new_pages group by 1;
  elsif tg_op = 'DELETE' then
    insert into ledger_counts (project_id, live, drafts, gone)
      select project_id, -sum((status = 'live')::int), -sum((status = 'draft' and down is null)::int),
             -sum((status = 'gone' and down is null)::int)
        from old_pages group by 1;
  else
    insert into ledger_counts (project_id, live, drafts, gone)
      select project_id, sum(pages * (status = 'live')::int), sum(pages * (status = 'draft' and down is null)::int),
             sum(pages * (status = 'gone' and down is null)::int)
        from (select project_id, status, down, 1 as pages from new_pages
              union all
              select project_id, status, down, -1 from old_pages) d
       group by 1
      having sum(pages * (status = 'live')::int) <> 0 or sum(pages * (status = 'draft' and down is null)::int) <> 0
          or sum(pages * (status = 'gone' and down is null)::int) <> 0;
  end if;
  return null;
end $$;
create trigger pages_inserted after insert on pages
  referencing new table as new_pages for each statement execute function count_ledger_pages();
create trigger pages_updated after update on pages
  referencing old table as old_pages new table as new_pages for each statement execute function count_ledger_pages();
create trigger pages_deleted after delete on pages
  referencing old table as old_pages for each statement execute function count_ledger_pages();
