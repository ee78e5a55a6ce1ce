-- How people like their lists: views kept under a name, and what is remembered of each person.
create table saved_views (
  id text primary key,
  user_id text not null references users (id) on delete cascade,
  -- A list of the dashboard, such as `notices`, or of one thing, such as `pages:prj_1`.
  list text not null,
  name text not null,
  -- Fields of the address, by name.
  search jsonb not null,
  created_at timestamptz not null,
  unique (user_id, list, name)
);

-- What nobody chose is not in it.
alter table users add column preferences jsonb not null default '{}';
