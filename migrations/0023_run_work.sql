-- What a run has before it, as its plan counted it: pages, assets, requests by what they are for. Null for runs of plans
-- from before that was counted.
alter table runs add column ahead jsonb;
-- Categories, tags and pictures that are still to be made; null until the run has looked.
alter table runs add column assets_left integer;
-- How long its requests were on their way, all together.
alter table runs add column call_ms bigint not null default 0;
