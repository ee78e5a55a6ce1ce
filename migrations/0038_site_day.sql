-- Of the site, as its properties say where the credentials may read them; null: not known.
alter table connections add column time_zone text;
-- What went out on a day: a page that Wix publishes on a date counts on that date.
create index pages_by_day on pages (project_id, (case when visibility = 'dated' then dated_for else published_at end));
