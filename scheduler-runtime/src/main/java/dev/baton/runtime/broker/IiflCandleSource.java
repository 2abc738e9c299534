package dev.baton.runtime.broker;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.calendar.ReloadableCalendar;
import dev.baton.calendar.TradingCalendar;
import dev.baton.category.BarGrid;
import dev.baton.market.Candle;
import dev.baton.market.CandleFailure;
import dev.baton.market.CandleRequest;
import dev.baton.market.CandleSeries;
import dev.baton.market.CandleSource;
import dev.baton.market.CandleSourceException;
import dev.baton.market.MarketTime;
import dev.baton.market.Symbol;
import dev.baton.market.Timeframe;
import dev.baton.runtime.clock.SlotClock;
import dev.baton.runtime.settings.SchedulerSettings;
import dev.baton.runtime.settings.SchedulerSettings.InvalidSettingException;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Candles of IIFL Capital's API v1. A range that the broker refuses as too long is halved, and that length is kept for later
 * calls. A history that is empty where the calendar has sessions is an error (ADR 21).
 */
@Singleton
public class IiflCandleSource implements CandleSource {

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("dd-MMM-yyyy", Locale.ENGLISH);

  private final BrokerCalls calls;
  private final BrokerSessions sessions;
  private final InstrumentDirectory instruments;
  private final Supplier<TradingCalendar> calendar;
  private final SlotClock clock;
  private final UnusableRows unusable = new UnusableRows();
  private final Map<Timeframe, Integer> longestDays = new ConcurrentHashMap<>();

  IiflCandleSource(
      BrokerCalls calls,
      BrokerSessions sessions,
      InstrumentDirectory instruments,
      ReloadableCalendar calendar,
      SlotClock clock,
      BrokerConfig config) {
    this.calls = calls;
    this.sessions = sessions;
    this.instruments = instruments;
    this.calendar = calendar;
    this.clock = clock;
    longestDays.putAll(longestDays(config));
  }

  /**
   * The longest ranges in the settings, in days.
   *
   * @throws InvalidSettingException for an unknown timeframe, or one that is set twice
   */
  static Map<Timeframe, Integer> longestDays(BrokerConfig config) {
    Map<Timeframe, Integer> longest = new EnumMap<>(Timeframe.class);
    config
        .maxDays()
        .forEach(
            (label, days) -> {
              String setting = "baton.broker.max-days." + label;
              Timeframe timeframe =
                  SchedulerSettings.checked(setting, () -> Timeframe.ofLabel(label));
              if (longest.put(timeframe, days) != null) {
                throw new InvalidSettingException(setting, "this timeframe is set twice");
              }
            });
    return longest;
  }

  @Override
  public CandleSeries fetch(CandleRequest request) throws CandleSourceException {
    try {
      sessions.token();
      String instrumentId = instruments.require(request.symbol());
      Found found = new Found(new TreeMap<>(), new HashSet<>());
      Instant began = clock.now();
      range(request, instrumentId, found);
      return withoutHoles(request, found, began);
    } catch (InterruptedException e) {
      // The port does not declare it: the scan sees the thread's flag.
      Thread.currentThread().interrupt();
      throw new CandleSourceException(new CandleFailure.NotCalled("interrupted"));
    }
  }

  /** What the parts of a request have so far. */
  private record Found(NavigableMap<Instant, Candle> candles, Set<Instant> unusable) {

    void add(HistoryAnswer answer) {
      answer.candles().forEach(candle -> candles.put(candle.time(), candle));
      unusable.addAll(answer.unusable());
    }
  }

  /**
   * The candles of a request whose bars are no holes. The rows of bars that were forming when the request began do not count as
   * unusable: they change. Nor do those of a probe, which decides no bar.
   */
  private CandleSeries withoutHoles(CandleRequest request, Found found, Instant began) {
    if (request.reason() != CandleRequest.Reason.PROBE) {
      BarGrid grid = new BarGrid(request.timeframe(), calendar.get());
      found.unusable().removeIf(open -> !grid.isFinal(open, began));
      unusable.add(
          request.symbol(),
          request.timeframe(),
          found.unusable(),
          found.candles().keySet(),
          clock.now());
    }
    Set<Instant> holes = unusable.holes(request.symbol(), request.timeframe(), clock.now());
    found.candles().keySet().removeAll(holes);
    return CandleSeries.of(
        request.symbol(), request.timeframe(), List.copyOf(found.candles().values()));
  }

  @Override
  public boolean isHole(Symbol symbol, Timeframe timeframe, Instant bar) {
    return unusable.holes(symbol, timeframe, clock.now()).contains(bar);
  }

  private void range(CandleRequest request, String instrumentId, Found found)
      throws CandleSourceException, InterruptedException {
    LocalDate from = request.from();
    while (!from.isAfter(request.to())) {
      long days = longestDays.getOrDefault(request.timeframe(), Integer.MAX_VALUE);
      LocalDate last = days > 100_000 ? request.to() : from.plusDays(days - 1);
      LocalDate to = last.isBefore(request.to()) ? last : request.to();
      try {
        boolean empty = found.candles().isEmpty();
        found.add(part(new Part(request, request.between(from, to), instrumentId, empty)));
        from = to.plusDays(1);
      } catch (CandleSourceException e) {
        long span = ChronoUnit.DAYS.between(from, to) + 1;
        if (!(e.failure() instanceof CandleFailure.RangeTooLong) || span <= 2) {
          throw e;
        }
        longestDays.merge(request.timeframe(), (int) (span / 2), Math::min);
      }
    }
  }

  /**
   * One call of a request.
   *
   * @param empty whether the parts before it had no candle
   */
  private record Part(
      CandleRequest whole, CandleRequest asked, String instrumentId, boolean empty) {

    /** Whether the whole request has no candle if this part has none: a stock may be younger than the request. */
    boolean decidesForAll() {
      return empty && asked.to().equals(whole.to());
    }
  }

  private HistoryAnswer part(Part part) throws CandleSourceException, InterruptedException {
    String token = sessions.token();
    try {
      return call(part, token);
    } catch (CandleSourceException e) {
      if (e.failure() instanceof CandleFailure.LoginNeeded) {
        String other = sessions.refused(token).orElseThrow(() -> e);
        return call(part, other);
      }
      throw e;
    }
  }

  private HistoryAnswer call(Part part, String token)
      throws CandleSourceException, InterruptedException {
    CandleRequest asked = part.asked();
    // The broker may refuse a range of one day: one more is requested, and left out of the answer.
    LocalDate to = asked.to().equals(asked.from()) ? asked.to().plusDays(1) : asked.to();
    ObjectNode body =
        JsonNodeFactory.instance
            .objectNode()
            .put("exchange", ContractFile.EXCHANGE)
            .put("instrumentId", part.instrumentId())
            .put("interval", CallEntry.interval(asked.timeframe()))
            .put("fromDate", DATE.format(asked.from()))
            .put("toDate", DATE.format(to));
    return calls.call(
        CallEntry.history(asked),
        (client, call) -> calls.api().history("Bearer " + token, client, call, body),
        text -> read(part, text));
  }

  /** What the answer has of the part's dates; that a request has none where there are sessions is a failure of the broker. */
  private BrokerCalls.Read<HistoryAnswer> read(Part part, String text)
      throws CandleSourceException {
    CandleRequest asked = part.asked();
    BarGrid grid = new BarGrid(asked.timeframe(), calendar.get());
    HistoryAnswer answer = HistoryAnswer.parse(text, grid);
    if (part.decidesForAll()) {
      answer.requireCandle();
    }
    HistoryAnswer ofDates =
        answer.between(
            MarketTime.startOf(asked.from()), MarketTime.startOf(asked.to().plusDays(1)));
    CandleRequest whole = part.whole();
    if (ofDates.candles().isEmpty()
        && part.decidesForAll()
        && grid.anyClosed(whole.from(), whole.to(), clock.now())) {
      if (!answer.words().isEmpty()) {
        throw Envelope.inWords("no candle where there are sessions", answer.words());
      }
      throw new CandleSourceException(
          new CandleFailure.NoData(
              "no %s candle of %s from %s to %s, where there are sessions"
                  .formatted(whole.timeframe().label(), whole.symbol(), whole.from(), whole.to())));
    }
    return new BrokerCalls.Read<>(ofDates, answer.candles().size(), answer.rejected());
  }
}
