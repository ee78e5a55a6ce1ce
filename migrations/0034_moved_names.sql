-- A category or tag that was renamed or deleted in Wix, and what its owner chose: to take over the new name here (the name
-- goes on standing for the same one) or to leave it out of the pages. Null: one of the name is made again. Left out, it
-- stands for the empty id. `former_id` is what the name stood for, `found_name` what that is called there now; null: deleted.
alter table remote_assets add column choice text check (choice in ('take_over', 'drop'));
alter table remote_assets add column former_id text;
alter table remote_assets add column found_name text;

-- Names that the plan found changed so, with what becomes of each; null: a plan from before they were told.
alter table plans add column names jsonb;
