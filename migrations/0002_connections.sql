-- Stored credentials for one Wix site. Secrets are sealed (AES-256-GCM, bound to table, column and row).
create table encryption_keys (
  key_id text primary key,
  -- A known text sealed with the key: a wrong key is noticed at start, not at the first publish.
  check_value text not null,
  created_at timestamptz not null default now()
);

create table connections (
  id text primary key,
  workspace_id text not null references workspaces (id),
  name text not null,
  kind text not null check (kind in ('wix', 'practice')),
  method text not null check (method in ('api_key', 'app', 'practice')),
  site_id text not null,
  site_name text,
  site_url text,
  credentials_sealed text not null,
  key_fingerprint text,
  key_last4 text,
  status text not null check (status in ('active', 'limited', 'needs_attention', 'not_verified')),
  status_reason text,
  failure jsonb,
  permissions jsonb not null default '[]',
  last_checked_at timestamptz,
  last_used_at timestamptz,
  created_at timestamptz not null default now()
);
create index connections_by_workspace on connections (workspace_id, created_at);

-- The pace of each connection, shared by all workers, plans and runs.
create table connection_pacing (
  connection_id text primary key references connections (id) on delete cascade,
  -- When the requests of the last minute left, in seconds since 1970, oldest first.
  recent double precision[] not null default '{}',
  rate_per_minute double precision not null,
  blocked_until timestamptz,
  blocked_reason text
);

-- The right to apply: one worker at a time per connection.
create table connection_leases (
  connection_id text primary key references connections (id) on delete cascade,
  owner text,
  fencing_token bigint not null default 0,
  expires_at timestamptz
);

-- Names and images that must become ids of the site: each distinct one once.
create table remote_assets (
  connection_id text not null references connections (id) on delete cascade,
  kind text not null,
  -- Folded for comparison; `name` keeps the spelling that is sent.
  name_key text not null,
  name text not null,
  state text not null check (state in ('sending', 'ready', 'in_doubt', 'rejected')),
  remote_id text,
  problem jsonb,
  created_by_run text,
  doubt_since timestamptz,
  updated_at timestamptz not null default now(),
  primary key (connection_id, kind, name_key)
);
