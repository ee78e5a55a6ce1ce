-- Rows that are the same although their key changed, as their owner said: the page of the former key is the page of the
-- new one from then on. What a page was made as stays with it, whatever its row is called: node ids, ids of items, SKUs
-- and chosen variants follow from that. Nothing here is ever changed or taken away while there is the project.
create table key_changes (
  project_id text not null,
  number bigint generated always as identity,
  former_key text collate "C" not null,
  row_key text collate "C" not null,
  -- What stands for its row's key in all that is made of the page.
  made_as text not null,
  -- What would stand for the former key, should a row have it again: its page is another one.
  former_made_as text not null,
  -- It takes back what was said before.
  is_back boolean not null,
  changed_at timestamptz not null,
  primary key (project_id, number)
);
create index key_changes_by_key on key_changes (project_id, row_key, number);
create index key_changes_by_former_key on key_changes (project_id, former_key, number);

-- Keys of rows that are not this page, as their owner said, although address or title are the same; null: none.
alter table pages add column other_rows text[];

-- Of a row that is new, or was until its owner decided: the key that its page has, or had before; what they have in
-- common (null once it is decided that they are the same); and what was decided.
alter table plan_items add column former_key text collate "C";
alter table plan_items add column key_by text check (key_by in ('address', 'title'));
alter table plan_items add column key_choice text check (key_choice in ('same', 'other'));
create index plan_items_keys on plan_items (plan_number, position) where former_key is not null;

-- How many of these a plan has, by what was decided; null: a plan from before they were told.
alter table plans add column changed_keys jsonb;
