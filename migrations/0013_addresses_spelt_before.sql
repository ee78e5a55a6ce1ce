-- `slugify` knows more letters now. A page that is out keeps the address it has: its row is spelt as before.
alter table pages add column spells_as_before boolean not null default true;
alter table pages alter column spells_as_before set default false;
create index pages_spelt_before on pages (project_id, row_key) where spells_as_before;
