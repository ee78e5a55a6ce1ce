-- How many rows take each branch of a template, by what was counted: a version of the template and a set of rows.
create table template_coverage (
  project_id text not null references projects (id) on delete cascade,
  template_version integer not null,
  row_set_id text not null,
  state text not null check (state in ('running', 'done', 'failed')),
  rows integer not null default 0,
  counted integer not null default 0,
  -- Rows that the template could not be filled with.
  failed integer not null default 0,
  -- The branches in the order of their places, each with how many rows took it.
  branches jsonb not null default '[]',
  message text,
  started_at timestamptz not null,
  finished_at timestamptz,
  primary key (project_id, template_version, row_set_id)
);
