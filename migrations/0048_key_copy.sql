-- When the owner said that a copy of the key is kept somewhere else, and who said so. Null for a key of which nobody has.
alter table encryption_keys add column copy_kept_at timestamptz;
alter table encryption_keys add column copy_kept_by text;
