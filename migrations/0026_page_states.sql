-- Where every page of a project stands, as people ask for it: what the rows, the ledger, runs, checks and schedules say
-- of one page, side by side, so that a list of any size is sorted and filtered by an index. The facts are written by
-- whoever changes them, in the same transaction; the state follows from them here, so that nobody can forget it.
create table page_states (
  project_id text not null,
  row_key text collate "C" not null,
  -- Of the row in the present data. Null: the data has no such row.
  line integer,
  -- Of the row from which title and slug were made; null: not by us, they are as published.
  row_hash text,
  title text not null default '',
  slug text not null default '',
  -- What the ledger says, and since when. Null: nothing is in Wix.
  ledger text check (ledger in ('live', 'draft', 'gone')),
  ledger_at timestamptz,
  -- When a schedule means to publish it.
  expected_at timestamptz,
  -- The run that is to send it.
  run_id text,
  run_at timestamptz,
  -- Why it is not out as it should be, and who found that: a check or a plan, or a run.
  problem jsonb,
  problem_of text check (problem_of in ('check', 'run')),
  failed_at timestamptz,
  -- The numbers are the order of the states in src/api/page-state.ts.
  state smallint not null generated always as (
    case when run_id is not null then 2
         when problem is not null then 5
         when ledger = 'live' then 4
         when ledger = 'gone' then 6
         when expected_at is not null then 1
         when ledger = 'draft' then 3
         else 0 end) stored,
  state_at timestamptz generated always as (
    case when run_id is not null then run_at
         when problem is not null then failed_at
         when ledger in ('live', 'gone') then ledger_at
         when expected_at is not null then expected_at
         else ledger_at end) stored,
  -- What a list is sorted by: no index takes a text of any length.
  address text collate "C" not null generated always as (left(slug, 200)) stored,
  primary key (project_id, row_key)
);
create index page_states_by_line on page_states (project_id, state, line);
create index page_states_by_address on page_states (project_id, state, address, line) where line is not null;
create index page_states_by_date on page_states (project_id, state, state_at, line) where line is not null;
create index page_states_failed on page_states (project_id, row_key) where problem is not null;

-- From which rows and which texts of the template the list of a project was last brought up to date. A project without
-- a line here has its list filled when it is first asked for.
create table page_fills (
  project_id text primary key,
  row_set_id text not null,
  names text not null
);

-- How many pages of a project are in each state, kept by the database itself in the transaction of every change, so that
-- nobody has to count a hundred thousand of them to label a tab. Pages without a row are not listed, nor counted.
create table page_state_counts (
  project_id text not null,
  state smallint not null,
  pages integer not null,
  primary key (project_id, state)
);

-- In one order, so that two transactions cannot wait for each other.
create function count_page_states() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into page_state_counts as c (project_id, state, pages)
      select project_id, state, count(*) from new_pages where line is not null group by 1, 2 order by 1, 2
      on conflict (project_id, state) do update set pages = c.pages + excluded.pages;
  elsif tg_op = 'DELETE' then
    insert into page_state_counts as c (project_id, state, pages)
      select project_id, state, -count(*) from old_pages where line is not null group by 1, 2 order by 1, 2
      on conflict (project_id, state) do update set pages = c.pages + excluded.pages;
  else
    insert into page_state_counts as c (project_id, state, pages)
      select project_id, state, sum(pages)
        from (select project_id, state, 1 as pages from new_pages where line is not null
              union all
              select project_id, state, -1 from old_pages where line is not null) d
       group by 1, 2 having sum(pages) <> 0 order by 1, 2
      on conflict (project_id, state) do update set pages = c.pages + excluded.pages;
  end if;
  return null;
end $$;
create trigger page_states_inserted after insert on page_states
  referencing new table as new_pages for each statement execute function count_page_states();
create trigger page_states_updated after update on page_states
  referencing old table as old_pages new table as new_pages for each statement execute function count_page_states();
create trigger page_states_deleted after delete on page_states
  referencing old table as old_pages for each statement execute function count_page_states();
