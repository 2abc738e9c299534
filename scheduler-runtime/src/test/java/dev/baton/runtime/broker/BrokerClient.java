package dev.baton.runtime.broker;

import dev.baton.calendar.ReloadableCalendar;
import dev.baton.category.Category;
import dev.baton.category.Generation;
import dev.baton.evidence.EvidenceDatabase;
import dev.baton.evidence.SeenSeries;
import dev.baton.ownership.Declaration;
import dev.baton.ownership.Mode;
import dev.baton.runtime.settings.SchedulerSettings;
import dev.baton.runtime.test.FixedSlotClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The broker client of one service, wired as in the container, with a scripted broker. */
final class BrokerClient implements AutoCloseable {

  /** A clock that a test moves. */
  static final class Clock extends FixedSlotClock {
    volatile Instant now = FixedSlotClock.NOW;
    volatile double speed = 1;

    @Override
    public Instant now() {
      return now;
    }

    @Override
    public double speed() {
      return speed;
    }
  }

  private final SwitchedDatabase data;
  final ScriptedBroker broker = new ScriptedBroker();
  final Clock clock = new Clock();
  final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  final BrokerState state = new BrokerState(clock);
  final ReloadableCalendar calendar = new ReloadableCalendar(Optional.empty());
  final BrokerConfig config;
  final BrokerDatabase database;
  final CallLedger ledger;
  final RateBudget budget;
  final BrokerCalls calls;
  final BrokerSessions sessions;
  final InstrumentDirectory instruments;
  final IiflCandleSource source;

  BrokerClient(SwitchedDatabase data) {
    this(data, Generation.LEGACY, Map.of());
  }

  BrokerClient(SwitchedDatabase data, Generation generation, Map<String, String> settings) {
    this.data = data;
    config = config(settings);
    database = new BrokerDatabase(data, state);
    ledger = new CallLedger(database, clock, generation);
    budget = new RateBudget(database, clock, config);
    calls = new BrokerCalls(broker, ledger, budget, state, clock, metrics, generation, config);
    sessions = new BrokerSessions(database, calls, state, clock, generation, config);
    instruments = new InstrumentDirectory(calls, clock);
    source = new IiflCandleSource(calls, sessions, instruments, calendar, clock, config);
  }

  /** The check of a universe of these symbols, the same in each category. */
  UniverseCheck universe(Mode mode, String... symbols) {
    return new UniverseCheck(
        instruments,
        new SeenSeries(new EvidenceDatabase(data::getConnection)),
        SchedulerSettings.of(
            Generation.LEGACY,
            Stream.of(Category.values())
                .collect(Collectors.toMap(Category::label, _ -> List.of(symbols))),
            Map.of()),
        Declaration.everywhere(mode));
  }

  static BrokerConfig config(Map<String, String> settings) {
    Map<String, String> all =
        new HashMap<>(
            Map.of(
                "baton.broker.client-id", "C1",
                "baton.broker.app-secret", "secret",
                "baton.broker.back-off", "1ms",
                "baton.broker.call-timeout", "500ms"));
    settings.forEach((key, value) -> all.put("baton.broker." + key, value));
    return new SmallRyeConfigBuilder()
        .withConverter(Duration.class, 200, new DurationConverter())
        .withDefaultValues(all)
        .withMapping(BrokerConfig.class)
        .build()
        .getConfigMapping(BrokerConfig.class);
  }

  @Override
  public void close() {
    database.close();
  }
}
