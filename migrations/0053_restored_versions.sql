-- Which earlier version was saved again as this one.
alter table template_versions add column restored_from integer;
