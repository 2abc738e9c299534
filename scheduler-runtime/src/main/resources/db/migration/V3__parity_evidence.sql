-- What a parity check needs of a live run: what evaluations found, by which rules, and over which bars. Times are market
-- time except where a column says otherwise. A service of the version before may still publish beside one of this version:
-- it knows none of these columns, so none of them may refuse its rows.

-- Labels of what strategies said of the bar, published or not, like 'ema_crossover BUY'. Null: not told.
alter table evaluation add column found text[] default '{}';

-- The version of the category's rules in force. Empty: not told.
alter table slot add column rules text not null default '';

-- The bars that evaluations looked at, one row for each change: first seen, seen with other values, or gone (no values). The
-- window of an evaluation at slot T is, for each bar_time from its window_first to its bar_time, the newest row that is not
-- after T. The values are doubles because the fingerprint of a window is computed from these very bits.
create table seen_bar (
    generation text             not null,
    category   text             not null,
    symbol     text             not null,
    bar_time   timestamptz      not null,
    slot_time  timestamptz      not null,  -- the slot that saw it so first
    open       double precision,
    high       double precision,
    low        double precision,
    close      double precision,
    volume     bigint,
    primary key (generation, category, symbol, bar_time, slot_time),
    check (num_nulls(open, high, low, close, volume) in (0, 5))
);

-- One digest for each market date, made when its session was over.
create table parity_digest (
    market_date date        primary key,
    made_at     timestamptz not null,
    verdict     text        not null,
    report      jsonb       not null
);

-- A check reads ranges of slots.
create index evaluation_by_slot on evaluation (generation, slot_time);
create index signal_by_slot on signal (generation, slot_time);
create index broker_call_unknown on broker_call (generation, at) where state = 'unknown';
