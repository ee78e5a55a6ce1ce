-- What a person has written of a template and not saved yet: one draft of each person and template.
create table template_drafts (
  template_id text not null references templates (id) on delete cascade,
  user_id text not null references users (id) on delete cascade,
  -- By name, for telling others who else is writing.
  author text not null,
  name text not null,
  fields jsonb not null,
  -- The version that the writing began with.
  base_version integer not null,
  base_name text not null,
  -- Another with every text, so that two windows of one person cannot write over each other.
  revision text not null,
  kept_at timestamptz not null,
  primary key (template_id, user_id)
);
create index template_drafts_by_user on template_drafts (user_id, kept_at desc);
