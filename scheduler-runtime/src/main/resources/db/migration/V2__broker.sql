-- What the two services share of the broker: the session, the call ledger and the rate budget.

-- One session for the account; a second login may end the first. Times are market time.
create table broker_session (
    id          integer     primary key check (id = 1),
    token       text,
    login       text,        -- hash of the login's checksum: the same auth code twice is one login
    state       text        not null check (state in ('valid', 'login_needed')),
    obtained_by text        not null,
    obtained_at timestamptz not null,
    expires_at  timestamptz not null  -- midnight at the exchange
);

-- One row for each attempt, written before the request is sent.
create table broker_call (
    id               bigint           generated always as identity primary key,
    generation       text             not null,
    run              uuid             not null,  -- the process that made the call
    scan_id          uuid,
    endpoint         text             not null,
    symbol           text,
    timeframe        text,
    interval_name    text,
    from_date        date,
    to_date          date,
    reason           text             not null,
    -- unknown: it cannot be told whether the broker got the request
    state            text             not null check (state in ('intent', 'ok', 'failed', 'unknown')),
    outcome          text             not null default '',
    http_status      integer,
    latency_ms       double precision,           -- real time
    candles          integer          not null default 0,
    rejected_candles integer          not null default 0,
    at               timestamptz      not null,  -- market time
    started_at       timestamptz      not null default clock_timestamp()  -- real time
);
create index broker_call_by_time on broker_call (generation, at);
create index broker_call_open on broker_call (generation) where state = 'intent';

-- The calls granted within the last window, by the database's clock (real time).
create table broker_budget (
    id               integer       primary key check (id = 1),
    live             timestamptz[] not null default '{}',
    shadow           timestamptz[] not null default '{}',
    live_waits_until timestamptz   not null default '-infinity',
    blocked_until    timestamptz   not null default '-infinity'
);
insert into broker_budget (id) values (1);

-- Takes one call: at most `calls` in any window of length `per`, of which shadow callers get at most `shadow_calls`
-- and none while a live caller waits. Returns the seconds to wait before trying again, 0 if the call was granted.
create function broker_take(is_live boolean, calls integer, shadow_calls integer, per interval)
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
    free_at := greatest(free_at, budget.blocked_until);
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
