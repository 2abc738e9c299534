-- Symbols whose window has a break of the price that nothing explains (ADR 40). A service of the version before leaves it at 0.
alter table slot add column suspended integer not null default 0;
