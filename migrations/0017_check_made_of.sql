-- What the last check of all pages was made of, so that the list of pages can say what has changed since.
alter table page_checks add column made_of jsonb;
