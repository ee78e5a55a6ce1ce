-- What Wix's own converter made of parts of pages, so that an unchanged page costs no call in the next plan.
create table ricos_conversions (
  project_id text not null references projects (id) on delete cascade,
  -- SHA-256 over the converter's version and the part.
  key text not null,
  document jsonb not null,
  used_on date not null default current_date,
  primary key (project_id, key)
);
