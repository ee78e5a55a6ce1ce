-- The rows that a plan of some pages is for. Plans of all pages have none here. No foreign key: they are written before
-- their plan is, a chunk at a time, and go with its items.
create table plan_rows (
  plan_number bigint not null,
  row_key text collate "C" not null,
  primary key (plan_number, row_key)
);

-- What a slot of a schedule makes is made once, however many workers try.
alter table plans add column slot_key text unique;

-- Who else is to get an address.
create index page_index_by_slug on page_index (project_id, slug);
