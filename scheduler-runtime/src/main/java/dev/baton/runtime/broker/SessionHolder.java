package dev.baton.runtime.broker;

import dev.baton.market.CandleSourceException;
import dev.baton.runtime.broker.SessionState.BrokerSession;
import dev.baton.runtime.broker.SessionState.Reading;
import dev.baton.runtime.broker.SessionState.Shared;
import dev.baton.runtime.broker.SessionState.Unread;
import dev.baton.runtime.broker.SessionState.Unstored;
import dev.baton.runtime.clock.SlotClock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/**
 * The present state of the session, and its transitions by what the shared row says. Safe for several threads: the state is
 * one reference, the database is called without a lock, and an answer of the database is dropped if a transition was made
 * meanwhile (ADR 26).
 */
final class SessionHolder {

  private final SessionRow row;
  private final SlotClock clock;
  private final AtomicReference<SessionState> state = new AtomicReference<>(new Unread());

  SessionHolder(SessionRow row, SlotClock clock) {
    this.row = row;
    this.clock = clock;
  }

  /** The state, without a call of the database. */
  SessionState current() {
    Instant now = clock.now();
    return state.updateAndGet(known -> known.at(now));
  }

  /** The state after a reading of the shared row. */
  SessionState read(Shared known) throws CandleSourceException {
    Reading reading = reading(row.read());
    state.compareAndSet(known, known.read(reading));
    return current();
  }

  /** The state after a token that the broker refused was removed from the shared row. */
  SessionState refused(String token) throws CandleSourceException {
    Reading reading = reading(row.refuse(token));
    return state.updateAndGet(known -> known.refused(token, reading));
  }

  void opened(BrokerSession session, Instant obtainedAt) {
    state.updateAndGet(known -> known.opened(session, obtainedAt));
  }

  /** Stores the session in the shared row, unless that has a newer one. */
  void store(Unstored unstored) throws CandleSourceException {
    try {
      boolean stored = row.store(unstored);
      change(unstored, stored ? Unstored::stored : Unstored::superseded);
    } catch (CandleSourceException e) {
      change(unstored, pending -> pending.notStored(e.getMessage()));
      throw e;
    }
  }

  private void change(Unstored unstored, Function<Unstored, SessionState> transition) {
    state.updateAndGet(
        known ->
            known instanceof Unstored pending && pending.session().equals(unstored.session())
                ? transition.apply(pending)
                : known);
  }

  private Reading reading(Optional<BrokerSession> session) {
    return new Reading(session, clock.now(), System.nanoTime());
  }
}
