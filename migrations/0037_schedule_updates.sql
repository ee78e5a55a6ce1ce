-- Pages that are on the site and whose row or template changed: a schedule that may send updates dates them like new ones.
alter table schedule_pages
  add column is_update boolean not null default false,
  -- Of an update: the payload it has its date for. What was left alone keeps it, so that it is not dated for the same again.
  add column dated_hash text;

-- Which rows, template and settings the published pages were last held against; empty: none, or not any more.
alter table schedules add column compared_with text not null default '';
