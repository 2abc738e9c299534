-- What windows lacked of the bars that the calendar has for them (ADR 39). A service of the version before may still publish
-- beside one of this version: it knows none of these columns, so none of them may refuse its rows.

-- Bars that the window lacked without an explanation. Null: not told.
alter table evaluation add column window_lacks integer default 0;
alter table signal add column window_lacks integer default 0;

-- Symbols whose window lacked too many bars to be evaluated.
alter table slot add column incomplete integer not null default 0;

-- What consumers read.
create or replace view live_signal as
select id, category, symbol, strategy, side, bar_time, entry, stop_loss, target, confidence, timeframe,
       generation, slot_time, detected_at, late, window_lacks
from signal
where mode = 'live';
