-- Models that fill columns, the columns, what was asked and answered.
create table ai_endpoints (
  id text primary key,
  workspace_id text not null references workspaces (id),
  name text not null,
  kind text not null check (kind in ('openai-compatible', 'anthropic', 'ollama')),
  address text not null,
  model text not null,
  -- Null where none is needed, as for a model on the owner's own machine.
  key_sealed text,
  -- For a million tokens, in the currency as the owner writes it.
  price_in double precision not null check (price_in >= 0),
  price_out double precision not null check (price_out >= 0),
  currency text not null,
  -- Tokens of its answers that are thought and not shown.
  thinking_tokens integer not null check (thinking_tokens >= 0),
  parallel integer not null check (parallel between 1 and 16),
  created_at timestamptz not null
);
create index ai_endpoints_by_workspace on ai_endpoints (workspace_id, id);

create table ai_columns (
  id text primary key,
  workspace_id text not null references workspaces (id),
  dataset_id text not null references datasets (id) on delete cascade,
  endpoint_id text not null references ai_endpoints (id),
  name text not null,
  prompt text not null,
  type text not null check (type in ('text', 'html', 'number', 'choice', 'yes_no')),
  choices jsonb not null default '[]',
  most_characters integer not null,
  -- What an answer may say beside what stands in its row.
  allowed jsonb not null default '[]',
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (dataset_id, name)
);
create index ai_columns_by_endpoint on ai_columns (endpoint_id);

-- Raw answers by what was asked: equal questions are asked once. Money is in millionths of the endpoint's currency.
create table ai_answers (
  workspace_id text not null references workspaces (id),
  input_hash text not null,
  -- Null: the last try failed, and why.
  answer text,
  problem text,
  input_tokens integer not null,
  output_tokens integer not null,
  asked_at timestamptz not null,
  primary key (workspace_id, input_hash)
);

create table ai_runs (
  id text primary key,
  workspace_id text not null references workspaces (id),
  column_id text not null references ai_columns (id) on delete cascade,
  kind text not null check (kind in ('sample', 'all')),
  -- Ask again although there is an answer.
  asks_again boolean not null,
  state text not null check (state in ('waiting', 'running', 'done', 'stopped', 'cancelled', 'failed')),
  cap_cost bigint not null check (cap_cost >= 0),
  cap_calls integer not null check (cap_calls >= 0),
  -- Both are counted before a call goes out.
  cost bigint not null default 0,
  calls integer not null default 0 check (calls <= cap_calls),
  currency text not null,
  rows integer not null,
  -- The worker that has it; another one takes it over by writing its own name.
  holder text,
  counts jsonb not null default '{"done":0,"answered":0,"cached":0,"failed":0}',
  problem text,
  created_by text not null,
  created_at timestamptz not null,
  ended_at timestamptz
);
create index ai_runs_by_column on ai_runs (column_id, created_at desc);
create unique index ai_runs_one_at_a_time on ai_runs (column_id) where state in ('waiting', 'running');

-- Each request that may have cost something. One in `asking` whose worker is gone counts with all that it might cost.
create table ai_calls (
  id text primary key,
  run_id text not null references ai_runs (id) on delete cascade,
  input_hash text not null,
  state text not null check (state in ('asking', 'answered', 'refused', 'unclear')),
  cost bigint not null,
  created_at timestamptz not null,
  ended_at timestamptz
);
create index ai_calls_by_run on ai_calls (run_id, created_at);

-- What is to be known of single cells of a set of rows: an error holds the pages of its row.
create table cell_notes (
  row_set_id text not null,
  row_key text collate "C" not null,
  column_name text not null,
  severity text not null check (severity in ('error', 'warning')),
  message text not null,
  -- Somebody has written into the cell by hand.
  is_settled boolean not null default false,
  primary key (row_set_id, row_key, column_name)
);

-- The columns that were filled beside those of the file, as they were when it was analysed.
alter table imports add column filling jsonb;
