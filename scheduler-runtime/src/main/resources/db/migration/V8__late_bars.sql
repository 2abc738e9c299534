-- Bars that came late (ADR 41): a slot may evaluate several bars of a symbol. A service of the version before may still publish
-- beside one of this version: it evaluates one bar in a slot, and does not know the new column.
alter table evaluation
    drop constraint evaluation_pkey,
    add primary key (generation, category, symbol, slot_time, bar_time);

-- Whether an earlier slot of the session awaited the bar. Null: not told.
alter table evaluation add column late boolean default false;

-- Bars without a result: a slot asks for those of its session.
create index evaluation_unsettled on evaluation (generation, slot_time)
    where outcome in ('bar_missing', 'failed', 'timed_out');
