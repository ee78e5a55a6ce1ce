-- How many pages of a project were live, by the hour, as far as that changed: what its overview draws. A sample is taken
-- several times an hour (src/pages/live-history.ts); between two lines the number stayed what it was.
create table live_history (
  project_id text not null,
  -- The beginning of the hour.
  at timestamptz not null,
  live integer not null,
  primary key (project_id, at)
);

-- What came before follows from what runs did, counted back from what is live now.
insert into live_history (project_id, at, live)
select d.project_id, d.at,
       greatest(0, n.live - coalesce(sum(d.change) over (
         partition by d.project_id order by d.at rows between 1 following and unbounded following), 0))::int
  from (select r.project_id, date_trunc('hour', r.finished_at) as at,
               sum(case when c.action = 'create' then c.items
                        when c.action in ('remove', 'take_down') then -c.items
                        else 0 end) as change
          from runs r join run_counts c on c.run_id = r.id and c.state = 'accepted'
         where r.finished_at is not null
         group by 1, 2) d
  join (select project_id, count(*) as live from pages where status = 'live' group by 1) n
    on n.project_id = d.project_id
 where d.change <> 0;
