package dev.baton.runtime.broker;

import dev.baton.enums.Labelled;
import dev.baton.market.Symbol;
import dev.baton.repeat.Repetition;
import dev.baton.runtime.clock.SlotClock;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/** Whether the broker and the ledger can be used, as the last calls have shown. Each change is logged once. Safe for several threads. */
@Singleton
public class BrokerState {

  private static final Logger LOG = Logger.getLogger(BrokerState.class);

  public enum Kind implements Labelled {
    /** There was no call yet. */
    UNKNOWN,
    /** The last call had an answer that could be used. */
    CONNECTED,
    /** There is no session: a person has to log in. */
    LOGIN_NEEDED,
    /** The broker does not answer, or its answers cannot be used. */
    BROKEN
  }

  /**
   * The state at one moment.
   *
   * @param since market time of the change to this kind
   * @param reason for the operator; empty if all is well
   * @param database why the ledger cannot be written, so that no call is made; empty if it can
   */
  public record Now(Kind kind, Instant since, String reason, Optional<String> database) {}

  private final SlotClock clock;
  private final AtomicReference<Now> now =
      new AtomicReference<>(new Now(Kind.UNKNOWN, Instant.EPOCH, "no call yet", Optional.empty()));
  private final Set<Symbol> failingInARow = new HashSet<>();
  private final SequencedSet<Symbol> answered = new LinkedHashSet<>();
  private int failuresInARow;

  BrokerState(SlotClock clock) {
    this.clock = clock;
  }

  public Now now() {
    return now.get();
  }

  /** Why no symbol can be fetched now; empty if calls may be made. */
  public Optional<String> outage() {
    Now last = now.get();
    if (last.database().isPresent()) {
      return last.database();
    }
    return switch (last.kind()) {
      case UNKNOWN, CONNECTED -> Optional.empty();
      case LOGIN_NEEDED, BROKEN -> Optional.of(last.reason());
    };
  }

  /** A call was answered; {@code symbol} is empty if it was for none. */
  synchronized void answered(Optional<Symbol> symbol) {
    failuresInARow = 0;
    failingInARow.clear();
    symbol.ifPresent(answered::addFirst);
    become(Kind.CONNECTED, "");
  }

  /** A call failed, perhaps because of the broker; {@code symbol} is empty if the call was for none. */
  synchronized void failed(String reason, Optional<Symbol> symbol) {
    failuresInARow++;
    symbol.ifPresent(failingInARow::add);
    if (Repetition.SuspicionRule.DEFAULT.begins(failuresInARow, severalSymbolsFail())
        && !suspected()) {
      become(
          Kind.BROKEN, "%d calls in a row failed, the last: %s".formatted(failuresInARow, reason));
    }
  }

  /** Whether the calls that failed since the last answer were not all for one symbol. */
  synchronized boolean severalSymbolsFail() {
    return failingInARow.size() != 1;
  }

  /** Whether an outage of the broker is suspected: {@link Kind#BROKEN}. */
  boolean suspected() {
    return now.get().kind() == Kind.BROKEN;
  }

  /** The symbols that were answered so far, that of the last answer first. */
  synchronized List<Symbol> answered() {
    return List.copyOf(answered);
  }

  void loginNeeded(String reason) {
    become(Kind.LOGIN_NEEDED, reason);
  }

  /** There is a session again; the next call shows whether it works. */
  void loggedIn() {
    if (now.get().kind() == Kind.LOGIN_NEEDED) {
      become(Kind.UNKNOWN, "logged in, no call yet");
    }
  }

  void databaseReachable() {
    if (now.get().database().isPresent()) {
      now.getAndUpdate(was -> new Now(was.kind(), was.since(), was.reason(), Optional.empty()));
      LOG.info("database=working");
    }
  }

  void databaseUnreachable(String reason) {
    Now was =
        now.getAndUpdate(
            last -> new Now(last.kind(), last.since(), last.reason(), Optional.of(reason)));
    if (was.database().isEmpty()) {
      LOG.warnf("database=failing reason=\"%s\"; no call is made without the ledger", reason);
    }
  }

  private void become(Kind kind, String reason) {
    if (now.get().kind() == kind) {
      return;
    }
    Instant at = clock.now();
    Now was =
        now.getAndUpdate(
            last -> last.kind() == kind ? last : new Now(kind, at, reason, last.database()));
    if (was.kind() != kind) {
      switch (kind) {
        case UNKNOWN, CONNECTED -> LOG.infof("broker=%s was=%s", kind.label(), was.kind().label());
        case LOGIN_NEEDED, BROKEN ->
            LOG.warnf("broker=%s was=%s reason=\"%s\"", kind.label(), was.kind().label(), reason);
      }
    }
  }
}
