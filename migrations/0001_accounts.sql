-- People and their things. One workspace and one owner for now; every noun carries workspace_id.
create table workspaces (
  id text primary key,
  name text not null,
  created_at timestamptz not null default now()
);

create table users (
  id text primary key,
  workspace_id text not null references workspaces (id),
  name text not null,
  email text not null,
  -- Lower case, NFC: two spellings of one address are one account.
  email_key text not null unique,
  password_hash text not null,
  role text not null check (role in ('owner', 'publisher', 'editor', 'viewer')),
  created_at timestamptz not null default now()
);

-- One row for ever. Its existence with used_at set is what closes the setup.
create table setup (
  only_one boolean primary key default true check (only_one),
  token_hash text,
  token_expires_at timestamptz,
  used_at timestamptz
);
insert into setup (only_one) values (true);

create table sessions (
  id text primary key,
  -- SHA-256 of the cookie's value.
  token_hash text not null unique,
  user_id text not null references users (id) on delete cascade,
  user_agent text not null default '',
  created_at timestamptz not null default now(),
  last_used_at timestamptz not null default now(),
  expires_at timestamptz not null
);
create index sessions_by_user on sessions (user_id);

create table api_tokens (
  id text primary key,
  user_id text not null references users (id) on delete cascade,
  name text not null,
  prefix text not null,
  token_hash text not null unique,
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  expires_at timestamptz
);

-- Failed logins, per account and per address.
create table login_attempts (
  subject text primary key,
  failures integer not null default 0,
  window_started_at timestamptz not null default now(),
  blocked_until timestamptz
);

create table audit_events (
  id bigint generated always as identity primary key,
  workspace_id text not null,
  at timestamptz not null default now(),
  actor text not null,
  action text not null,
  subject text not null default '',
  detail jsonb not null default '{}'
);
create index audit_events_by_workspace on audit_events (workspace_id, id desc);
