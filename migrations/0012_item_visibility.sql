-- What a page of a plan should be on the site (see pages.visibility), where that is not simply what the project's mode
-- says; null, which is nearly always, for the mode of the plan.
alter table plan_items add column visibility jsonb;
-- What it should have been until now, where that is among the changes.
alter table plan_items add column base_visibility jsonb;
alter table run_items add column visibility jsonb;
