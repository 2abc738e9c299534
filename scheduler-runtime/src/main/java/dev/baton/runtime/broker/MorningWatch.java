package dev.baton.runtime.broker;

import dev.baton.calendar.ReloadableCalendar;
import dev.baton.calendar.Session;
import dev.baton.calendar.TradingCalendar;
import dev.baton.market.MarketTime;
import dev.baton.ownership.Declaration;
import dev.baton.runtime.clock.SlotClock;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Prepares what the scans of a session need, from an hour before its open until its close: reads the contract file, and logs
 * once a date that nobody has logged in.
 */
@Singleton
class MorningWatch {

  private static final Logger LOG = Logger.getLogger(MorningWatch.class);

  /** Begin of the watch before the open; market time. */
  private static final Duration LEAD = Duration.ofHours(1);

  /** Interval between two refreshes of the session's state; real time. */
  private static final Duration SESSION_REFRESH = Duration.ofSeconds(5);

  private final BrokerSessions sessions;
  private final InstrumentDirectory instruments;
  private final UniverseCheck universe;
  private final Supplier<TradingCalendar> calendar;
  private final SlotClock clock;
  private final Declaration declaration;
  private volatile Optional<Long> refreshedAt = Optional.empty();
  private Optional<LocalDate> warned = Optional.empty();

  MorningWatch(
      BrokerSessions sessions,
      InstrumentDirectory instruments,
      UniverseCheck universe,
      ReloadableCalendar calendar,
      SlotClock clock,
      Declaration declaration) {
    this.sessions = sessions;
    this.instruments = instruments;
    this.universe = universe;
    this.calendar = calendar;
    this.clock = clock;
    this.declaration = declaration;
  }

  @RunOnVirtualThread
  @Scheduled(
      every = "{baton.heartbeat:1s}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
      skipExecutionIf = Scheduled.ApplicationNotRunning.class)
  void check() throws InterruptedException {
    refreshSession();
    if (!declaration.scans()) {
      return;
    }
    Instant now = clock.now();
    Optional<Session> session = watchedSession(now);
    if (session.isEmpty()) {
      return;
    }
    loginWarning(session.get()).ifPresent(LOG::warn);
    instruments.refresh();
    universe.report();
  }

  private void refreshSession() {
    long nanos = System.nanoTime();
    if (refreshedAt.filter(at -> nanos - at < SESSION_REFRESH.toNanos()).isEmpty()) {
      refreshedAt = Optional.of(nanos);
      sessions.refresh();
    }
  }

  /** The warning that a login is needed; empty if the session lasts until the close, or the date's warning was given. */
  Optional<String> loginWarning(Session session) {
    boolean lasts =
        sessions.validUntil().filter(until -> !until.isBefore(session.closeAt())).isPresent();
    if (lasts || warned.filter(session.date()::equals).isPresent()) {
      return Optional.empty();
    }
    warned = Optional.of(session.date());
    return Optional.of(
        "broker_session=login_needed session=%s open=%s; POST the day's auth code to /api/broker/session"
            .formatted(session.date(), MarketTime.text(session.openAt())));
  }

  /** The session of today, from an hour before its open until its close. */
  private Optional<Session> watchedSession(Instant now) {
    TradingCalendar known = calendar.get();
    LocalDate date = MarketTime.date(now);
    return Optional.of(date)
        .filter(known::hoursKnown)
        .map(known::require)
        .filter(
            session ->
                !now.isBefore(session.openAt().minus(LEAD)) && now.isBefore(session.closeAt()));
  }
}
