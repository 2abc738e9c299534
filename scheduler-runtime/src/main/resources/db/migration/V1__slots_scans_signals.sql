-- Slots, scans, evaluations and signals of both generations. All times are market time (the exchange's, possibly
-- simulated) except where a column says otherwise.

-- From when on a generation owes its slots: the market time of its first start. Slots since then are made up.
create table schedule_start (
    generation text        not null,
    category   text        not null,
    since      timestamptz not null,
    primary key (generation, category)
);

create table scan (
    id          uuid             primary key,
    generation  text             not null,
    name        text             not null,
    slot_time   timestamptz      not null,
    categories  text[]           not null,
    late        boolean          not null,
    started_at  timestamptz      not null,
    finished_at timestamptz      not null,
    duration_ms double precision not null,  -- real time
    calls       integer          not null,
    lookups     integer          not null,
    hits        integer          not null,
    errors      integer          not null,
    symbols     integer          not null,
    signals     integer          not null,
    outcome     text             not null,
    check (hits <= lookups)
);
create index scan_by_time on scan (generation, finished_at);

-- One row for each (generation, category, slot): a slot is done exactly once, however many attempts it took.
create table slot (
    generation   text             not null,
    category     text             not null,
    slot_time    timestamptz      not null,
    state        text             not null check (state in ('running', 'done')),
    attempts     integer          not null,
    late         boolean          not null,
    scan_id      uuid,
    started_at   timestamptz      not null,
    finished_at  timestamptz,
    duration_ms  double precision not null default 0,  -- real time, all attempts
    calls        integer          not null default 0,
    lookups      integer          not null default 0,
    hits         integer          not null default 0,
    errors       integer          not null default 0,
    symbols      integer          not null default 0,
    bars_missing integer          not null default 0,
    signals      integer          not null default 0,
    primary key (generation, category, slot_time)
);

-- What was scanned: the evidence that the absence of a signal means something.
create table evaluation (
    generation   text        not null,
    category     text        not null,
    symbol       text        not null,
    slot_time    timestamptz not null,
    bar_time     timestamptz not null,
    outcome      text        not null,
    window_first timestamptz,
    window_bars  integer,
    window_hash  bigint,
    detail       text        not null,
    primary key (generation, category, symbol, slot_time)
);
create index evaluation_by_bar on evaluation (category, symbol, bar_time);

create table signal (
    id           uuid        primary key,
    generation   text        not null,
    mode         text        not null check (mode in ('live', 'shadow')),
    category     text        not null,
    symbol       text        not null,
    strategy     text        not null,
    side         text        not null check (side in ('BUY', 'SELL')),
    bar_time     timestamptz not null,
    entry        numeric     not null,
    stop_loss    numeric     not null,
    target       numeric     not null,
    confidence   numeric     not null,
    timeframe    text        not null,
    window_first timestamptz not null,
    window_last  timestamptz not null,
    window_bars  integer     not null,
    window_hash  bigint      not null,
    slot_time    timestamptz not null,
    scan_id      uuid        not null,
    detected_at  timestamptz not null,
    late         boolean     not null
);
create unique index signal_identity
    on signal (generation, mode, category, symbol, strategy, side, bar_time);
-- Whoever publishes: among live rows a signal exists once.
create unique index signal_live_identity
    on signal (category, symbol, strategy, side, bar_time) where mode = 'live';
create index signal_by_detection on signal (detected_at);

-- What consumers read.
create view live_signal as
select id, category, symbol, strategy, side, bar_time, entry, stop_loss, target, confidence, timeframe,
       generation, slot_time, detected_at, late
from signal
where mode = 'live';
