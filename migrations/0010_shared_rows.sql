-- Sets of rows share what is equal: a set that replaces another brings only the rows that differ and borrows the rest.

-- Sets of one pool may borrow from each other: they have the same columns, in the same order.
alter table row_sets add column pool_id text;
update row_sets set pool_id = id;
alter table row_sets alter column pool_id set not null;
create index row_sets_by_pool on row_sets (pool_id);

-- `row_set_id` and `line` still say which set brought the row, and its line there. The pool beside it finds a key in
-- one look, whichever set brought it. (Changing a type fills the column in one pass.)
alter table rows add column pool_id text;
alter table rows alter column pool_id type text using row_set_id;
alter table rows alter column pool_id set not null;
alter table rows alter column pool_id set statistics 10;
drop index rows_by_key;
create index rows_by_key on rows (pool_id, row_key, row_set_id, line);

-- What a set consists of, in the order of its lines: stretches of rows, each brought by this set or an earlier one.
create table row_set_pieces (
  row_set_id text not null,
  -- Where the stretch begins in this set.
  line integer not null,
  -- Who brought its rows, and on which lines: all rows there from the first to the last, and no others in between.
  from_set_id text not null,
  from_line integer not null,
  to_line integer not null,
  primary key (row_set_id, line)
);
-- Finds the line that a row has in a set.
create index row_set_pieces_by_row on row_set_pieces (row_set_id, from_set_id, from_line);

-- A set that was there before holds all of its rows itself.
insert into row_set_pieces (row_set_id, line, from_set_id, from_line, to_line)
select id, 0, id, 0, 2147483647 from row_sets;

-- What reads an import's rows: the id of a source.
alter table imports add column source text not null default 'csv';
