package dev.baton.runtime.broker;

import dev.baton.calendar.ReloadableCalendar;
import dev.baton.calendar.Session;
import dev.baton.calendar.TradingCalendar;
import dev.baton.market.MarketTime;
import dev.baton.runtime.clock.SlotClock;
import dev.baton.runtime.settings.Mode;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Makes sure before the open, and until the close, that scans find what they need: the contract file and a session. */
@Singleton
class MorningWatch {

  private static final Logger LOG = Logger.getLogger(MorningWatch.class);

  /** From when on before the open; market time. */
  private static final Duration LEAD = Duration.ofHours(1);

  private final BrokerSessions sessions;
  private final InstrumentDirectory instruments;
  private final Supplier<TradingCalendar> calendar;
  private final SlotClock clock;
  private final Mode mode;
  private Optional<LocalDate> warned = Optional.empty();

  MorningWatch(
      BrokerSessions sessions,
      InstrumentDirectory instruments,
      ReloadableCalendar calendar,
      SlotClock clock,
      Mode mode) {
    this.sessions = sessions;
    this.instruments = instruments;
    this.calendar = calendar;
    this.clock = clock;
    this.mode = mode;
  }

  @Scheduled(
      every = "{baton.heartbeat:1s}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
      skipExecutionIf = Scheduled.ApplicationNotRunning.class)
  void look() throws InterruptedException {
    sessions.look();
    if (mode == Mode.OFF) {
      return;
    }
    Instant now = clock.now();
    Optional<Session> session = today(now);
    if (session.isEmpty()) {
      return;
    }
    loginNeeded(session.get()).ifPresent(LOG::warn);
    instruments.refresh();
  }

  /** The warning that nobody has logged in, once a date; empty if it need not be given. */
  Optional<String> loginNeeded(Session session) {
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

  /** The session that is near or under way. */
  private Optional<Session> today(Instant now) {
    TradingCalendar known = calendar.get();
    LocalDate date = MarketTime.date(now);
    if (date.isBefore(known.knownFrom())
        || date.isAfter(known.knownThrough())
        || known.withoutHours().contains(date)) {
      return Optional.empty();
    }
    return known
        .session(date)
        .filter(
            session ->
                !now.isBefore(session.openAt().minus(LEAD)) && now.isBefore(session.closeAt()));
  }
}
