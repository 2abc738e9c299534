-- Logins one at a time over both services, and the live caller first also after a block. A service of the version before may
-- still run beside one of this version: it writes nothing that is refused here.

-- The row is there from the beginning: a login under way has to be written down before there is a session.
alter table broker_session
    alter column obtained_by drop not null,
    alter column obtained_at drop not null,
    alter column expires_at drop not null,
    add column login_by    uuid,  -- the login under way
    add column login_until timestamptz not null default '-infinity',  -- real time; when it counts as given up
    add check (state = 'login_needed' or token is not null and expires_at is not null);
insert into broker_session (id, state) values (1, 'login_needed') on conflict do nothing;

-- Never written by any version. A row is deleted now if no connection came about.
alter table broker_call drop column scan_id;

-- Takes one call: at most `calls` in any window of length `per`, of which shadow callers get at most `shadow_calls`
-- and none while a live caller waits, for a free call or for the end of a block. Returns the seconds to wait before trying
-- again, 0 if the call was granted.
create or replace function broker_take(is_live boolean, calls integer, shadow_calls integer, per interval)
    returns double precision
    language plpgsql
as $$
declare
    budget  broker_budget;
    granted timestamptz[];
    now     timestamptz;
    free_at timestamptz := '-infinity';
begin
    select * into budget from broker_budget where id = 1 for update;
    now := clock_timestamp();
    budget.live := array(select g from unnest(budget.live) g where g > now - per and g <= now order by g);
    budget.shadow := array(select g from unnest(budget.shadow) g where g > now - per and g <= now order by g);
    granted := array(select g from unnest(budget.live || budget.shadow) g order by g);
    if cardinality(granted) >= calls then
        free_at := granted[cardinality(granted) - calls + 1] + per;
    end if;
    free_at := greatest(free_at, budget.blocked_until);
    if is_live then
        if free_at > now then
            budget.live_waits_until := greatest(budget.live_waits_until, free_at + per / 10);
        end if;
    else
        if cardinality(budget.shadow) >= shadow_calls then
            free_at := greatest(free_at, budget.shadow[cardinality(budget.shadow) - shadow_calls + 1] + per);
        end if;
        free_at := greatest(free_at, budget.live_waits_until);
    end if;
    if free_at <= now then
        if is_live then
            budget.live := budget.live || now;
        else
            budget.shadow := budget.shadow || now;
        end if;
    end if;
    update broker_budget
    set live = budget.live, shadow = budget.shadow, live_waits_until = budget.live_waits_until
    where id = 1;
    return case when free_at <= now then 0 else extract(epoch from free_at - now) end;
end
$$;
