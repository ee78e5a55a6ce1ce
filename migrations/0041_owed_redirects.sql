-- Left undone by an earlier run, so that it is offered again whether or not its page goes.
alter table plan_redirects add column is_owed boolean not null default false;
-- Where this address leads was said when its page was taken down, and not by the rule of the project.
alter table redirects add column is_chosen boolean not null default false;
