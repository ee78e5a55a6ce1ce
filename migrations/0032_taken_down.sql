-- Pages that stay as they are until somebody asks for them again: how ('draft', 'trash' or 'deleted', all off the site;
-- 'before': live with its earlier content), by what ('take_down', 'undo'), by which run and since when.
alter table pages add column down jsonb;
create index pages_down on pages (project_id, row_key) where down is not null;

-- What a run does for the item where its action alone does not say it. Null: the action says it.
alter table plan_items add column verb text;

alter table run_items drop constraint run_items_action_check;
alter table run_items add constraint run_items_action_check
  check (action in ('create', 'update', 'remove', 'take_down', 'restore'));
-- What the ledger said of the page before this run changed it; {"none": true}: nothing. Null: an earlier version did it.
alter table run_items add column before jsonb;

-- By what a page was taken down and since when. What a check finds of such a page is no matter.
alter table page_states add column down text check (down in ('take_down', 'undo'));
alter table page_states add column down_at timestamptz;
alter table page_states drop column state;
alter table page_states drop column state_at;
-- The numbers are the order of the states in src/api/page-state.ts.
alter table page_states add column state smallint not null generated always as (
  case when run_id is not null then 2
       when problem is not null and (down is null or problem_of = 'run') then 5
       when down is not null then 7
       when ledger = 'live' then 4
       when ledger = 'gone' then 6
       when expected_at is not null then 1
       when ledger = 'draft' then 3
       else 0 end) stored;
alter table page_states add column state_at timestamptz generated always as (
  case when run_id is not null then run_at
       when problem is not null and (down is null or problem_of = 'run') then failed_at
       when down is not null then down_at
       when ledger in ('live', 'gone') then ledger_at
       when expected_at is not null then expected_at
       else ledger_at end) stored;
create index page_states_by_line on page_states (project_id, state, line);
create index page_states_by_address on page_states (project_id, state, address, line) where line is not null;
create index page_states_by_date on page_states (project_id, state, state_at, line) where line is not null;
