-- Pages that people changed on the site. What the template made of the row when the page was last sent, where that is
-- not what stands on the site; fields that stay there as somebody left them, with their text; and fields that the
-- template never fills again (theirs), or does with the next change although somebody changed them (ours).
alter table pages add column made_hash text;
alter table pages add column kept jsonb;
alter table pages add column detached jsonb;

-- The same of a page of a plan, whose payload is the merged one; and what it was merged from, with what was decided.
alter table plan_items add column made_hash text;
alter table plan_items add column kept jsonb;
alter table plan_items add column merge jsonb;
alter table run_items add column made_hash text;
alter table run_items add column kept jsonb;

-- What becomes of pages that changed here and on the site: merged, or always asked about. Projects that are there ask.
alter table projects add column edits text not null default 'ask' check (edits in ('merge', 'ask'));
