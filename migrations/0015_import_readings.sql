-- What the first rows of a file are in each encoding it may be in, while there is doubt.
alter table imports add column readings jsonb not null default '[]';

-- The line of the header, and lines that stand in quotes as a whole, are told like the rest of how a file is read.
update imports set settings = settings || '{"headerLine": null, "linesInQuotes": null}'
 where source = 'csv';
update imports
   set read_settings = (read_settings - 'skipFirstLine') || jsonb_build_object(
         'wrappedBy', null, 'startLine', case when (read_settings ->> 'skipFirstLine')::boolean then 2 else 1 end)
 where source = 'csv' and read_settings is not null;
