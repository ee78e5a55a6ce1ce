-- How columns are read that templates do not read by themselves, by column: what comparing, sorting and computing go
-- by. Part of a version of the data, since pages are made with it; none is as it was before.
alter table row_sets add column readings jsonb not null default '{}';
