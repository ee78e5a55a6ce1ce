-- A category or tag that was renamed or deleted on the site, or replaced by another of its name: what its pages were put
-- into before, and since when its name stands for what it does now. Null: never anything else.
alter table remote_assets add column was_id text;
alter table remote_assets add column since timestamptz;
