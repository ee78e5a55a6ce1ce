-- How the rows of a source are shaped on their way into a dataset, and the file they are made of, kept so that the
-- steps can be changed without it being brought again.
alter table datasets add column steps jsonb not null default '[]';
-- Of each column: the columns of the source it comes from, and the steps that made or changed it. Empty: as in the file.
alter table datasets add column lineage jsonb not null default '[]';
-- The other datasets that its steps read, each with the set of rows that was read.
alter table datasets add column steps_read jsonb not null default '[]';
-- The import whose file is kept, with how it is read; null for rows that were stored before files were kept.
alter table datasets add column kept_file jsonb;

alter table imports add column steps jsonb not null default '[]';
alter table imports add column lineage jsonb not null default '[]';
alter table imports add column steps_read jsonb not null default '[]';
-- Its steps were chosen for it; otherwise they are those the dataset had when it was started.
alter table imports add column sets_steps boolean not null default false;
