-- The owner's mail server, and who gets notices by mail. One for each workspace.
create table mail_settings (
  id text primary key,
  workspace_id text not null unique,
  host text not null,
  port integer not null,
  security text not null check (security in ('tls', 'starttls', 'none')),
  user_name text,
  password_sealed text,
  sender text not null,
  recipients text[] not null,
  kinds_off text[] not null,
  -- `failing`: switched off by the program, and why.
  state text not null check (state in ('on', 'off', 'failing')),
  reason text,
  last_success_at timestamptz,
  created_at timestamptz not null
);
