-- When the password was last given in this browser; null: when it signed in, and not since.
alter table sessions add column confirmed_at timestamptz;

-- What a token may do. Those made before could do everything, and still can.
alter table api_tokens add column scope text not null default 'manage'
  check (scope in ('read', 'edit', 'publish', 'manage'));

alter table audit_events add column address text not null default '';

-- Browsers that an account has signed in from: what strangers fail at does not slow them down. No way in by itself.
create table known_browsers (
  -- SHA-256 of the cookie's value.
  token_hash text primary key,
  user_id text not null references users (id) on delete cascade,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null
);
create index known_browsers_by_user on known_browsers (user_id);
