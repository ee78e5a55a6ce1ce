-- The worker that has the run, from taking it up until it lays it down in order. Another one that finds it named knows
-- that it was interrupted.
alter table runs add column worker text;
update runs set worker = 'an earlier version'
 where finished_at is null and started_at is not null
   and state in ('gathering', 'preparing', 'publishing', 'verifying', 'cancelling');
-- The ids (of categories, tags, pictures) that a page went with, by asset key: what it is read back against. Only until
-- it has been read back; null for the ids that are known now.
alter table run_items add column sent_ids jsonb;
