-- Keys that look the same are one key: what nobody sees in them is left out. Rows keep the key they are known by.

-- The set may hold keys as they were spelt before.
alter table row_sets add column has_old_keys boolean not null default true;
-- Pages whose key may be spelt otherwise now; there are few, and looking for them must not walk the ledger.
create index pages_by_old_key on pages (project_id, row_key)
 where row_key ~ '[\u0001-\u001f\u007f-\u00a0\u00ad\u034f\u061c\u1680\u17b4\u17b5\u180e\u2000-\u2011\u2028-\u202f\u205f-\u206f\u2800\u3000\u3164\ufe0e\ufe0f\ufeff\uffa0\ufff9-\ufffb\U0001d173-\U0001d17a\U000e0001-\U000e007f]|  ';

-- A key may be combined of several columns of the file: then the key is a column of its own, and these are its parts.
alter table row_sets add column key_parts jsonb;
alter table imports add column key_parts jsonb;
-- What became of the keys when the rows were loaded, in words.
alter table imports add column key_notes jsonb not null default '[]';
