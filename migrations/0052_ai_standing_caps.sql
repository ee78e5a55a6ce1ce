-- What runs of an AI column may spend that begin by themselves: {"per", "mostCost", "mostCalls"}. Null: none do.
alter table ai_columns add column standing jsonb;
-- How many of its rows waited for an answer when somebody was told last.
alter table ai_columns add column told_waiting integer not null default 0;
alter table ai_runs add column is_by_itself boolean not null default false;

-- Datasets that have other rows than when their AI columns were looked at.
create table ai_looks (
  dataset_id text primary key references datasets (id) on delete cascade,
  asked_at timestamptz not null
);

-- When a row asked for the answer last: what none has asked for in a long time goes.
alter table ai_answers add column wanted_at timestamptz;
update ai_answers set wanted_at = asked_at;
alter table ai_answers alter column wanted_at set not null;
create index ai_answers_by_wanted on ai_answers (wanted_at);
