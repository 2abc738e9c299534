-- What is asked for by time, and was read whole (ADR 42). A service of the version before is only faster with it.

-- The order in which signals are listed, whatever they are filtered by.
create index signal_by_bar on signal (bar_time desc, category, symbol, strategy, generation, side, mode);

-- The slots and scans of a date.
create index slot_by_time on slot (generation, slot_time);
create index scan_by_slot on scan (generation, slot_time);
