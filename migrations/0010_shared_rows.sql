-- What reads an import's rows: the id of a source.
alter table imports add column source text not null default 'csv';
