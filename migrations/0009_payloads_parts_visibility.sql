-- A payload is stored once for each project, whoever names it: the ledger as the base of later comparisons, the page
-- index, plans, runs. No foreign keys towards it: they would be checked for every page of every plan.
create table payloads (
  project_id text not null,
  -- SHA-256 of the canonical JSON. Of pages from before this migration the body is spelt as jsonb spells it.
  hash text not null,
  body text not null,
  stored_at timestamptz not null default now(),
  primary key (project_id, hash)
);

-- What the template makes of each row now. An entry is of use while the row and all that pages are made with (texts,
-- settings, site, this program) are the same; then nothing is rendered again.
create table page_index (
  project_id text not null,
  row_key text collate "C" not null,
  row_hash text not null,
  made_with text not null,
  title text not null,
  slug text not null,
  payload_hash text not null,
  -- Null for none, which most pages have.
  needs jsonb,
  problems jsonb,
  primary key (project_id, row_key)
);

-- The ledger: what used to be marked by suffixes of the hash is said in columns.
alter table pages add column is_unfinished boolean not null default false;
alter table pages add column lacks_images boolean not null default false;
-- What the page should be on the site, which is no part of its payload: the project's mode, a date, a take-down.
-- Null: as the payload of an earlier version says; the next plan fills it in.
alter table pages add column visibility text check (visibility in ('live', 'draft', 'dated', 'down'));
alter table pages add column dated_for timestamptz;
update pages set is_unfinished = payload_hash like '% unfinished%', lacks_images = payload_hash like '%without images%';
update pages set payload_hash = split_part(payload_hash, ' ', 1) where payload_hash like '% %';
insert into payloads (project_id, hash, body)
  select project_id, payload_hash, payload::text from pages on conflict do nothing;
alter table pages drop column payload;

-- Items name their plan by a number: a plan of a hundred thousand unchanged pages is mostly names of itself.
alter table plans add column number bigint generated always as identity;
create unique index plans_by_number on plans (number);
-- All pages of the project, or which of them the plan is for.
alter table plans add column scope jsonb not null default '{"kind": "all"}';
-- What applying it would do after every decision; renewed with each of them.
alter table plans add column outlook jsonb;
-- The newest run that took items of it.
alter table plans add column last_run_id text;
update plans p set last_run_id = (select r.id from runs r where r.plan_id = p.id);
-- Frozen payloads of a plan that was never applied stay readable, but what it would do was counted otherwise.
update plans set state = 'discarded' where state in ('building', 'ready');

insert into payloads (project_id, hash, body)
  select p.project_id, split_part(i.payload_hash, ' ', 1), i.payload::text
    from plan_items i join plans p on p.id = i.plan_id
   where i.payload is not null and i.payload_hash is not null
  on conflict do nothing;

alter table plan_items rename to plan_items_before;
create table plan_items (
  plan_number bigint not null,
  row_key text collate "C" not null,
  position integer not null,
  action text not null,
  title text not null default '',
  slug text not null default '',
  -- Null for unchanged pages: the ledger has it.
  url text,
  remote_id text,
  remote_edited_at text,
  -- What the template makes of the row; null when the row is gone.
  payload_hash text,
  -- What we last sent, which `changed_fields` are counted from; null for pages that were never published.
  base_hash text,
  changed_fields text[],
  -- Of conflicts: the edited fields as they stand in Wix; of pages taken over: the fields that will change.
  theirs jsonb,
  -- Of plans made before differences were told from payloads.
  changes jsonb,
  problems jsonb,
  -- For conflicts and what is gone: keep_theirs, take_ours or hold.
  resolution text,
  -- The run that took it; an item is sent by at most one.
  run_id text
);
insert into plan_items
  select p.number, i.row_key, i.position, i.action, i.title, i.slug, i.url, i.remote_id, i.remote_edited_at,
         split_part(i.payload_hash, ' ', 1),
         case when i.action in ('update', 'move', 'conflict', 'gone') then g.payload_hash end,
         (select array_agg(c ->> 'field') from jsonb_array_elements(i.changes) c),
         (select jsonb_object_agg(c ->> 'field', coalesce(c ->> 'theirs', c ->> 'before', ''))
            from jsonb_array_elements(i.changes) c
           where i.action = 'adopt' or (i.action = 'conflict' and c ->> 'theirs' is not null)),
         nullif(i.changes, '[]'::jsonb), nullif(i.problems, '[]'::jsonb), i.resolution,
         (select r.id from runs r join run_items n on n.run_id = r.id and n.row_key = i.row_key where r.plan_id = p.id)
    from plan_items_before i
    join plans p on p.id = i.plan_id
    left join pages g on g.project_id = p.project_id and g.row_key = i.row_key;
drop table plan_items_before;
alter table plan_items add primary key (plan_number, row_key);
create unique index plan_items_by_position on plan_items (plan_number, position);
create index plan_items_to_decide on plan_items (plan_number, action, position) where action <> 'unchanged';

-- Many runs may come from one plan, and many may wait for one site.
alter table runs drop constraint runs_plan_id_key;
create index runs_by_plan on runs (plan_id);
drop index runs_one_live;

alter table run_items add column payload_hash text;
alter table run_items add column changed_fields text[] not null default '{}';
update run_items n
   set payload_hash = i.payload_hash, changed_fields = coalesce(i.changed_fields, '{}')
  from runs r join plans p on p.id = r.plan_id join plan_items i on i.plan_number = p.number
 where r.id = n.run_id and i.row_key = n.row_key;
