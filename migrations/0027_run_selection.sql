-- The part of its plan that a run is for; null: all that can go. What it takes is decided chunk by chunk from the frozen
-- plan.
alter table runs add column selection jsonb;
-- A few pages to look at before the rest goes.
alter table runs add column is_canary boolean not null default false;
-- Of a selection of the first so many: how many the run has chosen up to `taken_to`.
alter table runs add column chosen integer not null default 0;
