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

/** Whether the broker and the ledger can be used, as the last calls have shown. Each change of kind or reason is logged once. Safe for several threads. */
@Singleton
public class BrokerState {

  private static final Logger LOG = Logger.getLogger(BrokerState.class);

  /** Reasons of one outage that are logged; a broker may put a new number into each answer. */
  private static final int MOST_LOGGED = 20;

  public enum Kind implements Labelled {
    /** There was no call yet. */
    UNKNOWN,
    /** The last call had an answer that could be used. */
    CONNECTED,
    /** There is no session: a person has to log in. */
    LOGIN_NEEDED,
    /** The broker refuses in words: text for a person in place of candles, and no code. Only the reader can tell whether it means the session (ADR 36). */
    REFUSING,
    /** The broker does not answer, or its answers cannot be used. */
    BROKEN;

    /** Whether a person may have to do something: the reason is for the operator. */
    public boolean failing() {
      return switch (this) {
        case UNKNOWN, CONNECTED -> false;
        case LOGIN_NEEDED, REFUSING, BROKEN -> true;
      };
    }
  }

  /**
   * The state at one moment.
   *
   * @param since market time of the change to this kind
   * @param reason that of the newest failure, for the operator; empty if all is well
   * @param database why the ledger cannot be written, so that no call is made; empty if it can
   */
  public record Now(Kind kind, Instant since, String reason, Optional<String> database) {}

  private final SlotClock clock;
  private final AtomicReference<Now> now =
      new AtomicReference<>(new Now(Kind.UNKNOWN, Instant.EPOCH, "no call yet", Optional.empty()));
  private final Set<Symbol> failingInARow = new HashSet<>();
  private final SequencedSet<Symbol> answered = new LinkedHashSet<>();

  /** What was logged since the last answer. */
  private final Set<String> logged = new HashSet<>();

  private int failuresInARow;
  private boolean refusedSinceLogin;

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
    return last.kind().failing() ? Optional.of(last.reason()) : Optional.empty();
  }

  /**
   * A call was answered; {@code symbol} is empty if it was for none. Such an answer says nothing of the calls for candles that
   * failed: they may fail on.
   */
  synchronized void answered(Optional<Symbol> symbol) {
    if (symbol.isEmpty() && !failingInARow.isEmpty()) {
      return;
    }
    failuresInARow = 0;
    failingInARow.clear();
    symbol.ifPresent(answered::addFirst);
    become(Kind.CONNECTED, "", "");
  }

  /** A call was answered that needs no session, so it says nothing of a missing one either. */
  synchronized void answeredWithoutSession() {
    if (now.get().kind() != Kind.LOGIN_NEEDED) {
      answered(Optional.empty());
    }
  }

  /** A call failed, perhaps because of the broker; {@code symbol} is empty if the call was for none. */
  void failed(String reason, Optional<Symbol> symbol) {
    failed(Kind.BROKEN, reason, symbol);
  }

  /** A call was refused in words; {@code symbol} is empty if the call was for none. */
  synchronized void refused(String words, Optional<Symbol> symbol) {
    refusedSinceLogin = true;
    failed(Kind.REFUSING, words, symbol);
  }

  private synchronized void failed(Kind kind, String reason, Optional<Symbol> symbol) {
    failuresInARow++;
    symbol.ifPresent(failingInARow::add);
    if (suspected()
        || Repetition.SuspicionRule.DEFAULT.begins(failuresInARow, severalSymbolsFail())) {
      become(
          kind,
          "%s calls in a row failed, the last: %s".formatted(failuresInARow, reason),
          symbol.map(of -> reason.replace(of.value(), "")).orElse(reason));
    }
  }

  /** Whether the calls that failed since the last answer were not all for one symbol. */
  synchronized boolean severalSymbolsFail() {
    return failingInARow.size() != 1;
  }

  /** Whether an outage of the broker is suspected: {@link Kind#BROKEN} or {@link Kind#REFUSING}. */
  boolean suspected() {
    return switch (now.get().kind()) {
      case BROKEN, REFUSING -> true;
      case UNKNOWN, CONNECTED, LOGIN_NEEDED -> false;
    };
  }

  /** The symbols that were answered so far, that of the last answer first. */
  synchronized List<Symbol> answered() {
    return List.copyOf(answered);
  }

  void loginNeeded(String reason) {
    become(Kind.LOGIN_NEEDED, reason, reason);
  }

  /** There is a session again; the next call shows whether it works. */
  void loggedIn() {
    if (now.get().kind() == Kind.LOGIN_NEEDED) {
      become(Kind.UNKNOWN, "logged in, no call yet", "");
    }
  }

  /** There is a new session, which the broker has not refused. */
  synchronized void sessionOpened() {
    refusedSinceLogin = false;
  }

  /** Whether the broker refuses calls in words that may mean the session. */
  synchronized boolean doubtsSession() {
    return refusedSinceLogin && now.get().kind() == Kind.REFUSING;
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

  /**
   * @param about the reason without what differs from call to call: one that is new in this outage is logged
   */
  private synchronized void become(Kind kind, String reason, String about) {
    Now was = now.get();
    boolean change = was.kind() != kind;
    if (!change && was.reason().equals(reason)) {
      return;
    }
    Instant since = change ? clock.now() : was.since();
    now.updateAndGet(last -> new Now(kind, since, reason, last.database()));
    if (!kind.failing()) {
      logged.clear();
      if (change) {
        LOG.infof("broker=%s was=%s", kind.label(), was.kind().label());
      }
    } else if (logged.size() < MOST_LOGGED && logged.add(kind.label() + " " + about)) {
      LOG.warnf("broker=%s was=%s reason=\"%s\"", kind.label(), was.kind().label(), reason);
    }
  }
}
