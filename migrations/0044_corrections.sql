-- Single cells that somebody corrected by hand. They are put in again after every import, whatever it brings.
create table cell_corrections (
  dataset_id text not null references datasets (id) on delete cascade,
  row_key text collate "C" not null,
  column_name text not null,
  value text not null,
  -- What the cell said when it was corrected, and what the source says now.
  was text not null,
  source_value text not null,
  corrected_by text not null,
  corrected_at timestamptz not null,
  primary key (dataset_id, row_key, column_name)
);

-- Corrections under which the source's own value has changed, as its rows were loaded.
alter table imports add column corrections jsonb not null default '{"made":0,"overtaken":[]}';
