package dev.baton.runtime.slot;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.calendar.ReloadableCalendar;
import dev.baton.calendar.Session;
import dev.baton.calendar.TradingCalendar;
import dev.baton.category.Category;
import dev.baton.category.CategoryDefaults;
import dev.baton.category.CategorySettings;
import dev.baton.category.DueBars;
import dev.baton.category.Generation;
import dev.baton.legacy.engine.Ta4jEngine;
import dev.baton.legacy.scan.SequentialScan;
import dev.baton.market.CandleSource;
import dev.baton.market.MarketTime;
import dev.baton.market.Symbol;
import dev.baton.optimized.cache.CandleCache;
import dev.baton.optimized.cache.SeriesStore;
import dev.baton.optimized.engine.ColumnarEngine;
import dev.baton.optimized.scan.UnifiedScan;
import dev.baton.ownership.Mode;
import dev.baton.ownership.Ownership;
import dev.baton.repeat.Repetition;
import dev.baton.runtime.broker.WireClient;
import dev.baton.runtime.settings.SchedulerSettings;
import dev.baton.scan.BarEvaluation;
import dev.baton.scan.ScanCore;
import dev.baton.scan.ScanRequest;
import dev.baton.scan.SymbolResult;
import dev.baton.scan.TimeLimited;
import dev.baton.simulator.broker.Broker;
import dev.baton.simulator.broker.BrokerSessions;
import dev.baton.simulator.broker.RateLimiter;
import dev.baton.simulator.calls.CallLog;
import dev.baton.simulator.clock.Speed;
import dev.baton.simulator.fault.Fault;
import dev.baton.simulator.fault.FaultBook;
import dev.baton.simulator.market.MarketData;
import dev.baton.simulator.market.MarketView;
import dev.baton.simulator.market.SyntheticMarket;
import dev.baton.simulator.settings.Setup;
import dev.baton.simulator.settings.SimulatorConfig;
import dev.baton.slot.Timetable;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A market day of one generation with faults: its slots, its scan core and its broker client, over a simulated broker in the
 * same process. Each scan runs in its slot's thread without a limit of real time, so a round is repeated by its faults alone.
 */
final class Round {

  static final LocalDate DATE = LocalDate.of(2026, 7, 15);

  /** Scans and outages of many days: nobody reads them. The reference keeps the level. */
  private static final Logger LOG = Logger.getLogger("dev.baton");

  static {
    LOG.setLevel(Level.OFF);
    // What it sets up at its first use it sets up for one thread alone.
    Uni.createFrom().item(1).await().indefinitely();
  }

  static final Map<String, List<String>> UNIVERSE =
      Map.of(
          "day_trading", List.of("TCS", "INFY"),
          "short_selling", List.of("HEROMOTOCO", "TCS"),
          "short_term", List.of("SBIN", "INFY"),
          "long_term", List.of("TITAN", "INFY"));

  private static final TradingCalendar CALENDAR = TradingCalendar.nse();
  private static final Session SESSION = CALENDAR.require(DATE);
  private static final SimulatorConfig CONFIG =
      new SmallRyeConfigBuilder()
          .withMapping(SimulatorConfig.class)
          .build()
          .getConfigMapping(SimulatorConfig.class);
  private static final MarketData MARKET =
      new SyntheticMarket(
          CALENDAR,
          DATE,
          DATE,
          CategoryDefaults.symbols(EnumSet.allOf(Category.class)),
          CONFIG.seed());
  private static final MarketView VIEW =
      new MarketView(MARKET, CALENDAR, Duration.ofMinutes(CONFIG.publicationLagMinutes()));

  private final MemoryStore store = new MemoryStore();

  private Round() {}

  /** Runs the day to its end. */
  static Round run(Generation generation, List<Fault> faults) {
    Round round = new Round();
    Instant start = MarketTime.instant(DATE, LocalTime.of(9, 0));
    Instant end = MarketTime.instant(DATE, LocalTime.of(23, 0));
    RoundClock clock = new RoundClock(start, end);
    SchedulerSettings settings = SchedulerSettings.of(generation, UNIVERSE, Map.of());
    ReloadableCalendar calendar = new ReloadableCalendar(Optional.empty());
    BrokerSessions sessions = new BrokerSessions(CONFIG.clientId(), CONFIG.appSecret(), true);
    String token = token(sessions, start);
    FaultBook book = new FaultBook(_ -> {});
    faults.forEach(book::add);
    Speed max = Speed.parse("max", false);
    Broker broker =
        new Broker(
            CONFIG,
            new Setup(CALENDAR, MARKET, List.of(SESSION), max, start, end, Map.of()),
            clock,
            VIEW,
            sessions,
            new RateLimiter(max, System::nanoTime),
            book,
            new CallLog());
    WireClient client =
        new WireClient(broker, token, generation, settings, calendar, clock, clock::pass);
    Timetable timetable = settings.timetable(calendar);
    ScanCore core = core(generation, client.source(), new DueBars(calendar), clock, settings);
    ScanCore unlimited =
        request ->
            core.scan(
                new ScanRequest(
                    request.slot(),
                    request.symbols(),
                    TimeLimited.UNLIMITED,
                    request.repeated(),
                    request.ownership(),
                    request.awaited()));
    SlotScan scan =
        new SlotScan(
            timetable, unlimited, settings, Ownership.always(Mode.LIVE), clock, client.outage(), 3);
    SlotRunner runner =
        new SlotRunner(
            timetable,
            generation,
            clock,
            round.store,
            scan,
            new SlotRunner.Settings(
                EnumSet.allOf(Category.class),
                CategoryDefaults.FETCH_LAG,
                Duration.ofSeconds(60),
                Duration.ofSeconds(10),
                Optional.empty()),
            attempt -> clock.pass(Repetition.WaitRule.DEFAULT.before(attempt)),
            new SlotStatus(new SimpleMeterRegistry(), generation));
    assertThatThrownBy(runner::run)
        .isInstanceOf(InterruptedException.class)
        .hasMessage("the day is over");
    return round;
  }

  private static ScanCore core(
      Generation generation,
      CandleSource source,
      DueBars due,
      RoundClock clock,
      SchedulerSettings settings) {
    return switch (generation) {
      case LEGACY ->
          new SequentialScan(
              source,
              new BarEvaluation(due, new Ta4jEngine()),
              clock,
              withoutLimit(settings),
              Repetition.MissingBarRule.DEFAULT);
      case OPTIMIZED ->
          new UnifiedScan(
              new CandleCache(
                  source,
                  due,
                  () -> CALENDAR,
                  clock,
                  SeriesStore.inMemory(),
                  Duration.ofMinutes(30)),
              new BarEvaluation(due, new ColumnarEngine()),
              clock,
              new UnifiedScan.Settings(1, false, TimeLimited.UNLIMITED),
              Repetition.MissingBarRule.DEFAULT);
    };
  }

  private static Map<Category, CategorySettings> withoutLimit(SchedulerSettings settings) {
    EnumMap<Category, CategorySettings> all = new EnumMap<>(Category.class);
    for (Category category : Category.values()) {
      all.put(
          category,
          new CategorySettings(category, settings.symbols(category), TimeLimited.UNLIMITED));
    }
    return all;
  }

  private static String token(BrokerSessions sessions, Instant now) {
    try {
      String code = CONFIG.clientId() + sessions.authCode(now) + CONFIG.appSecret();
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(code.getBytes(StandardCharsets.UTF_8));
      return sessions.login(HexFormat.of().formatHex(hash), now).orElseThrow();
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  /** The slots of each category that are due on the date. */
  static List<Instant> due(Generation generation, Category category) {
    return Timetable.defaults(() -> CALENDAR).due(generation, category, DATE).complete();
  }

  List<Instant> done(Category category) {
    return store.times(category);
  }

  /** The results of all slots, in their order, those of awaited bars included. */
  List<SymbolResult> results() {
    return store.publications.stream()
        .flatMap(slot -> Stream.concat(slot.lateBars().stream(), slot.symbols().stream()))
        .toList();
  }

  /** The results of bars that an earlier slot had awaited. */
  List<SymbolResult> lateBars() {
    return store.publications.stream().flatMap(slot -> slot.lateBars().stream()).toList();
  }

  static Set<Symbol> symbols() {
    return UNIVERSE.values().stream()
        .flatMap(List::stream)
        .map(Symbol::of)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
