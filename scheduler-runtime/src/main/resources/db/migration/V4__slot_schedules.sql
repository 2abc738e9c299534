-- What a parity check must know of the other service, and of its own verdicts. Times are market time. A service of the version
-- before may still run beside one of this version: it neither reads nor writes what is added here.

-- By which schedule a generation owes its slots, one row for each change: its slots at `since` and later, up to the next row's,
-- are those of `crons`.
create table slot_schedule (
    generation text        not null,
    category   text        not null,
    since      timestamptz not null,
    crons      text[]      not null,
    primary key (generation, category, since)
);

-- What was recorded of the session when its digest was made; null: not told.
alter table parity_digest add column evidence text;
