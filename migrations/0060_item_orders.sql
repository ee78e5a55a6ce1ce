-- The items of a plan and of a run in the order of their titles, and those of a run by their last change: a list of any
-- length is read along an index, whichever heading somebody clicks.

-- As people sort titles, and the same on every database: without regard to accents and to capitals of Latin, Greek and
-- Cyrillic letters, and with numbers by what they amount to, for which each is filled up to eight digits. Where it is
-- the same, the position decides.
create function title_order(title text) returns text language sql immutable parallel safe as $$
  select regexp_replace(
           regexp_replace(
             lower(translate(
               regexp_replace(normalize(left(title, 60), NFKD), '[\u0300-\u036f]', '', 'g'),
               'ŁłØøĐđıΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩςАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯЄІЂЈЉЊЋЏҐ',
               'llooddiαβγδεζηθικλμνξοπρστυφχψωσабвгдежзийклмнопрстуфхцчшщъыьэюяєіђјљњћџґ') collate "C"),
             '([0-9]+)', '0000000\1', 'g'),
           '0{0,7}([0-9]{8,})', '\1', 'g')
$$;

-- Action and state stand in the indexes as expressions that no other statement speaks. Else the planner, which knows
-- nothing yet of a table that has just grown, would read all pages of a state by them and sort them, where their keys or
-- positions lead to a few.
alter table plan_items add column title_order text collate "C" not null generated always as (title_order(title)) stored;
create index plan_items_by_title on plan_items (plan_number, (action || ''), title_order, position);

alter table run_items add column title_order text collate "C" not null generated always as (title_order(title)) stored;
create index run_items_by_title on run_items (run_id, (action || ''), title_order, position);
create index run_items_by_change on run_items (run_id, (state || ''), updated_at, position);
