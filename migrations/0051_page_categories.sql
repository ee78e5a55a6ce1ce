-- How many pages the last check found in each category, and in each branch of them.
alter table page_checks add column categories jsonb not null default '[]';
