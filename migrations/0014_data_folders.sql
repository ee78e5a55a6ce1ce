-- Data folders that were used with this database, with what both should know (src/db/folder-mark.ts): that one of them
-- was restored, copied or moved shows by it.
create table data_folders (
  id text primary key,
  word text not null,
  identity text not null,
  -- When it was noticed last that the database may lack what was published after it was put aside.
  doubted_at timestamptz
);

-- How many pages of its own that the ledger did not know a look over the whole site found; null: there was none.
alter table plans add column own_found integer;
