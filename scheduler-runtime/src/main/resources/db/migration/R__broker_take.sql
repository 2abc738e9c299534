-- The present definition; Flyway applies this file again when it changes. V2 and V5 have the first two and stay as they are.

-- Takes one call: at most `calls` in any window of length `per`, of which shadow callers get at most `shadow_calls`
-- and none while a live caller waits, for a free call or for the end of a block. Returns the seconds to wait before trying
-- again, 0 if the call was granted. Decided in ADR 7; why in a file of its own: ADR 32.
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
