-- Connections by app credentials, what a check found out about the site, and a second encryption key during rotation.
alter table connections add column app_id text;
alter table connections add column instance_id text;
alter table connections add column account_id text;
alter table connections add column capabilities jsonb not null default '{"blog": "unknown", "cms": "unknown", "stores": "unknown"}';
