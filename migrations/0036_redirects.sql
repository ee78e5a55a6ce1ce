-- What a project does about old addresses. Projects from before make no redirects until somebody turns them on.
alter table projects add column redirects jsonb not null default '{"moves": false, "removals": "none", "path": null}';
-- What a plan found of them, with the rule it went by. Null: there was nothing to ask.
alter table plans add column redirects jsonb;

-- What a plan would do about redirects, in the order in which they are shown. No foreign key: they go with its items.
create table plan_redirects (
  plan_number bigint not null,
  position integer not null,
  row_key text collate "C" not null,
  cause text not null check (cause in ('move', 'removal', 'chain', 'arrival', 'undo')),
  from_path text not null,
  to_path text,
  -- The redirect as the site has it, and as it should have it; neither: it is left, and the problem says why.
  was jsonb,
  makes jsonb,
  is_foreign boolean not null default false,
  is_ours boolean not null default false,
  problem jsonb,
  primary key (plan_number, position)
);

-- What runs did about redirects. All that is needed to put one back is here before it is deleted.
create table redirects (
  run_id text not null references runs (id) on delete cascade,
  position integer not null,
  project_id text not null,
  row_key text collate "C" not null,
  cause text not null check (cause in ('move', 'removal', 'chain', 'arrival', 'undo')),
  from_path text not null,
  to_path text,
  was jsonb,
  makes jsonb,
  is_foreign boolean not null,
  is_ours boolean not null,
  is_by_wix boolean not null default false,
  state text not null check (state in ('open', 'done', 'left')),
  problem jsonb,
  updated_at timestamptz not null,
  primary key (run_id, position)
);
create index redirects_by_project on redirects (project_id, run_id desc, position);
-- Which redirects of a site are ours.
create index redirects_made on redirects ((makes ->> 'id')) where is_ours;
