-- Every id that a category or tag had before undoing a run took it from the site: what is put back later names it so.
alter table remote_assets add column former_ids text[] not null default '{}';
