-- What was done with pictures of ours that no page uses: moved to the trash of the Media Manager, file by file, and
-- perhaps brought back from it.
create table image_removals (
  id text primary key,
  workspace_id text not null references workspaces (id) on delete cascade,
  connection_id text not null references connections (id) on delete cascade,
  author text not null,
  -- [{ name, fileId, ref, runId, state }], `state`: asked, moved, left or restored.
  images jsonb not null,
  created_at timestamptz not null
);
create index image_removals_of_connection on image_removals (connection_id, id);
