/** The first page of everybody tells an identity system how many there are, without counting them (decision 256). */
export const shownPeople = `
create table shown_people_deltas (
  id bigint generated always as identity primary key,
  delta bigint not null
);
comment on table shown_people_deltas is 'Their sum is how many people SCIM shows. Whoever changes that adds a row, so that nobody waits for another; once an hour they are counted anew.';

create function is_shown(removed_at timestamptz, closed_at timestamptz, closed_because text) returns boolean language sql immutable as $$
  select (removed_at is null or closed_at is null) and closed_because is distinct from 'merged'
$$;

create function count_shown_people() returns trigger language plpgsql set search_path from current as $$
begin
  case tg_op
    when 'INSERT' then
      insert into shown_people_deltas (delta)
        select count(*) from come where is_shown(removed_at, closed_at, closed_because) having count(*) > 0;
    when 'DELETE' then
      insert into shown_people_deltas (delta)
        select -count(*) from gone where is_shown(removed_at, closed_at, closed_because) having count(*) > 0;
    when 'UPDATE' then
      insert into shown_people_deltas (delta)
        values (case when is_shown(new.removed_at, new.closed_at, new.closed_because) then 1 else -1 end);
    when 'TRUNCATE' then
      -- Rows that another transaction makes one at this moment cannot be deleted here; their sum is the same.
      insert into shown_people_deltas (delta) select -sum(delta) from shown_people_deltas having sum(delta) <> 0;
  end case;
  return null;
end $$;

create trigger shown_come after insert on people referencing new table as come
  for each statement execute function count_shown_people();
create trigger shown_go after delete on people referencing old table as gone
  for each statement execute function count_shown_people();
create trigger shown_change after update on people for each row
  when (is_shown(old.removed_at, old.closed_at, old.closed_because) <> is_shown(new.removed_at, new.closed_at, new.closed_because))
  execute function count_shown_people();
create trigger shown_are_no_more after truncate on people
  for each statement execute function count_shown_people();

-- The triggers hold whoever writes people until they are there for all: nobody comes or goes in between.
insert into shown_people_deltas (delta)
  select count(*) from people where is_shown(removed_at, closed_at, closed_because) having count(*) > 0;
`
