-- A page may need the address of another one of its project: then that one goes first (src/plans/address-turns.ts).
-- The row whose page has the address now; null, which is nearly always: nobody of the project has it.
alter table plan_items add column address_of text collate "C";
-- The address becomes free only when pages without a row are removed.
alter table plan_items add column needs_removal boolean;
-- Its own address is wanted too, so that it makes way first.
alter table plan_items add column steps_aside boolean;

-- Items of turn 1 go when nothing of turn 0 is open.
alter table run_items add column turn smallint not null default 0;
-- The address to which the page makes way in turn 0, before it goes in turn 1; null: it makes way for nobody.
alter table run_items add column aside text;
