-- At most so many requests a minute, where the owner wants fewer than Wix allows. Null: as many as Wix allows.
alter table connection_pacing add column most_per_minute integer;
