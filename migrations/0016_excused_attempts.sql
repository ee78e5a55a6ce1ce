-- Of the attempts of a page, those that came to nothing because Wix took nothing from anyone: they count against no page.
alter table run_items add column excused integer not null default 0;
