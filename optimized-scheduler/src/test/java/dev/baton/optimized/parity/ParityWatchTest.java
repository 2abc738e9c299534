package dev.baton.optimized.parity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.calendar.ReloadableCalendar;
import dev.baton.calendar.TradingCalendar;
import dev.baton.category.Category;
import dev.baton.category.Generation;
import dev.baton.evidence.Evidence;
import dev.baton.market.MarketTime;
import dev.baton.ownership.Declaration;
import dev.baton.ownership.Mode;
import dev.baton.parity.GenerationEvidence;
import dev.baton.parity.HoldReason;
import dev.baton.parity.Judgement;
import dev.baton.parity.ParityReport;
import dev.baton.parity.RecordedWindows;
import dev.baton.parity.Verdict;
import dev.baton.runtime.rest.Reads;
import dev.baton.runtime.test.FixedSlotClock;
import dev.baton.runtime.test.Scans;
import dev.baton.slot.DueSlots;
import dev.baton.slot.RecordedSchedules;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is compared when, and what Prometheus and the digests are told; it is 11:02 on Wednesday 2026-06-10. */
class ParityWatchTest {

  private static final LocalDate TODAY = MarketTime.date(FixedSlotClock.NOW);
  private static final LocalDate YESTERDAY = TODAY.minusDays(1);
  private static final TradingCalendar NSE = TradingCalendar.nse();

  private final Script script = new Script();
  private final Book book = new Book();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final List<LogRecord> told = new ArrayList<>();
  private final Logger log = Logger.getLogger(ParityWatch.class.getName());
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord message) {
          told.add(message);
        }

        @Override
        public void flush() {
          // Nothing is kept back.
        }

        @Override
        public void close() {
          // Nothing is open.
        }
      };
  private ParityWatch watch = watch(Mode.SHADOW);

  private ParityWatch watch(Mode mode) {
    return new ParityWatch(
        script,
        new Reads(1),
        book,
        new ReloadableCalendar(Optional.empty()),
        new FixedSlotClock(),
        Declaration.everywhere(mode),
        registry);
  }

  @BeforeEach
  void listen() {
    log.addHandler(handler);
  }

  @AfterEach
  void listenNoMore() {
    log.removeHandler(handler);
  }

  /** Comparisons whose outcome is set, and which are counted. */
  private static final class Script implements ParityWatch.Comparisons {

    private final Map<LocalDate, String> recorded = new HashMap<>();
    private final Map<LocalDate, Judgement> judgements = new HashMap<>();
    private final Map<LocalDate, RuntimeException> failures = new HashMap<>();
    private final List<LocalDate> compared = new ArrayList<>();
    private RuntimeException down;

    void says(LocalDate session, Verdict verdict, String evidence) {
      recorded.put(session, evidence);
      judgements.put(
          session,
          new Judgement(
              verdict,
              evidence,
              verdict == Verdict.HOLD ? Set.of(HoldReason.TOO_FEW_SIGNALS) : Set.of()));
    }

    @Override
    public Function<LocalDate, LiveParity.Mark> marks(LocalDate from, LocalDate to) {
      if (down != null) {
        throw down;
      }
      return session ->
          new LiveParity.Mark(
              recorded.getOrDefault(session, ""), new DueSlots(Map.of()), List.of(), NSE);
    }

    @Override
    public LiveParity.Compared compare(LocalDate from, LocalDate to, Set<Category> categories) {
      compared.add(from);
      if (failures.containsKey(from)) {
        throw failures.get(from);
      }
      boolean any = judgements.containsKey(from);
      Instant slot = Scans.at(from + "T10:00");
      Map<Category, Instant> since = all(slot);
      Map<Category, List<Instant>> slots = all(any ? List.of(slot) : List.of());
      Map<Category, Set<Instant>> done = all(Set.of(slot));
      return new LiveParity.Compared(
          report(from, judgements.getOrDefault(from, new Judgement(Verdict.PASS, "", Set.of()))),
          new DueSlots(Map.of(Generation.LEGACY, slots, Generation.OPTIMIZED, slots)),
          new Evidence(
              Map.of(
                  Generation.LEGACY, recorded(Generation.LEGACY, done),
                  Generation.OPTIMIZED, recorded(Generation.OPTIMIZED, done)),
              Map.of(Generation.LEGACY, since, Generation.OPTIMIZED, since),
              RecordedSchedules.NONE));
    }

    private static <T> Map<Category, T> all(T value) {
      return Arrays.stream(Category.values())
          .collect(Collectors.toMap(Function.identity(), _ -> value));
    }

    private static GenerationEvidence recorded(
        Generation generation, Map<Category, Set<Instant>> done) {
      return new GenerationEvidence(
          generation, done, List.of(), List.of(), RecordedWindows.NONE, Map.of());
    }

    private static ParityReport report(LocalDate session, Judgement judgement) {
      return new ParityReport(
          session,
          session,
          judgement,
          CategoryFigures.of(judgement),
          List.of(),
          Map.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of());
    }
  }

  /** Digests in memory. */
  private static final class Book implements ParityWatch.DigestBook {

    private final Map<LocalDate, Verdict> verdicts = new HashMap<>();
    private final List<String> stored = new ArrayList<>();

    @Override
    public Optional<Verdict> verdict(LocalDate session) {
      return Optional.ofNullable(verdicts.get(session));
    }

    @Override
    public boolean store(LocalDate session, Instant madeAt, ParityReport report, String evidence) {
      verdicts.put(session, report.judgement().verdict());
      stored.add("%s %s %s".formatted(session, report.judgement().verdict(), evidence));
      return true;
    }
  }

  private void look(int times) {
    IntStream.range(0, times).forEach(_ -> watch.look());
  }

  private Optional<Double> gauge(String name, String... tags) {
    return registry.find(name).tags(tags).gauges().stream().map(gauge -> gauge.value()).findFirst();
  }

  private Optional<Double> verdict(Verdict verdict) {
    return gauge("baton_parity_verdict", "category", "day_trading", "verdict", verdict.name());
  }

  @Test
  void aSessionIsComparedOnceUntilThereIsSomethingNewOfIt() {
    // given: sessions on hold, as with the legacy scheduler off for good
    script.says(YESTERDAY, Verdict.HOLD, "one");
    script.says(TODAY, Verdict.HOLD, "one");

    // when
    look(5);

    // then: each of the six sessions that are watched
    assertThat(script.compared).hasSize(6).doesNotHaveDuplicates().contains(YESTERDAY, TODAY);

    // when
    script.compared.clear();
    script.says(TODAY, Verdict.HOLD, "two");
    look(3);

    // then
    assertThat(script.compared).containsExactly(TODAY);
  }

  @Test
  void aDigestOnHoldIsMadeAgainAndOneThatIsNotStaysAsItIs() {
    // given
    book.verdicts.put(YESTERDAY.minusDays(1), Verdict.FAIL);
    script.says(YESTERDAY.minusDays(1), Verdict.PASS, "one");
    script.says(YESTERDAY, Verdict.HOLD, "one");
    look(2);
    assertThat(book.stored).containsExactly(YESTERDAY + " HOLD one");
    assertThat(script.compared).doesNotContain(YESTERDAY.minusDays(1));

    // when: slots are made up
    script.says(YESTERDAY, Verdict.PASS, "two");
    look(2);
    script.says(YESTERDAY, Verdict.FAIL, "three");
    look(2);

    // then
    assertThat(book.stored).containsExactly(YESTERDAY + " HOLD one", YESTERDAY + " PASS two");
  }

  @Test
  void theSessionOfTodayIsMeasuredAlsoAfterItsDigest() {
    // given
    script.says(TODAY, Verdict.PASS, "one");
    look(2);
    assertThat(book.verdicts).containsEntry(TODAY, Verdict.PASS);

    // when: the service is started again
    registry.clear();
    watch = watch(Mode.SHADOW);
    look(2);

    // then
    assertThat(verdict(Verdict.PASS)).contains(1.0);
    assertThat(verdict(Verdict.FAIL)).contains(0.0);
    assertThat(gauge("baton_parity_late", "category", "day_trading", "by", "optimized_alone"))
        .contains(2.0);
    assertThat(gauge("baton_parity_late", "category", "day_trading", "by", "optimized"))
        .contains(3.0);
    assertThat(gauge("baton_parity_late", "category", "day_trading", "by", "legacy")).contains(1.0);
    assertThat(book.stored).hasSize(1);
  }

  @Test
  void whateverGoesWrongNoOldFiguresStayAndItIsToldOnce() {
    // given
    script.says(TODAY, Verdict.HOLD, "one");
    look(1);
    assertThat(verdict(Verdict.HOLD)).contains(1.0);

    // when
    script.down = new IllegalStateException("the database refused a statement");
    look(3);

    // then
    assertThat(verdict(Verdict.HOLD)).isEmpty();
    assertThat(errors()).containsExactly("the database refused a statement");

    // when: another reason, then none, then the first one again
    script.down = new IllegalStateException("relation slot does not exist");
    look(2);
    script.down = null;
    look(1);
    assertThat(verdict(Verdict.HOLD)).contains(1.0);
    script.down = new IllegalStateException("the database refused a statement");
    look(2);

    // then
    assertThat(errors())
        .containsExactly(
            "the database refused a statement",
            "relation slot does not exist",
            "the database refused a statement");
  }

  @Test
  void aSessionThatCannotBeComparedKeepsNoOtherOneFromIt() {
    // given
    script.says(TODAY, Verdict.HOLD, "one");
    script.failures.put(YESTERDAY, new IllegalStateException("a label that nobody knows"));

    // when
    look(2);

    // then: it is tried again, and told once
    assertThat(verdict(Verdict.HOLD)).contains(1.0);
    assertThat(script.compared).filteredOn(YESTERDAY::equals).hasSize(2);
    assertThat(script.compared).filteredOn(TODAY::equals).hasSize(1);
    assertThat(errors()).containsExactly("a label that nobody knows");
  }

  @Test
  void aServiceThatIsOffComparesNothing() {
    watch = watch(Mode.OFF);
    look(1);
    assertThat(script.compared).isEmpty();
  }

  private List<String> errors() {
    return told.stream()
        .filter(message -> message.getLevel().intValue() > Level.WARNING.intValue())
        .map(message -> message.getThrown().getMessage())
        .toList();
  }
}
