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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
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
      NavigableMap<Instant, Candle> candles = new TreeMap<>();
      range(request, instrumentId, candles);
      return CandleSeries.of(request.symbol(), request.timeframe(), List.copyOf(candles.values()));
    } catch (InterruptedException e) {
      // The port does not declare it: the scan sees the thread's flag.
      Thread.currentThread().interrupt();
      throw new CandleSourceException(new CandleFailure.NotCalled("interrupted"));
    }
  }

  @Override
  public boolean isHole(Symbol symbol, Timeframe timeframe, Instant bar) {
    return unusable.isHole(symbol, timeframe, bar, clock.now());
  }

  private void range(
      CandleRequest request, String instrumentId, NavigableMap<Instant, Candle> candles)
      throws CandleSourceException, InterruptedException {
    LocalDate from = request.from();
    while (!from.isAfter(request.to())) {
      long days = longestDays.getOrDefault(request.timeframe(), Integer.MAX_VALUE);
      LocalDate last = days > 100_000 ? request.to() : from.plusDays(days - 1);
      LocalDate to = last.isBefore(request.to()) ? last : request.to();
      try {
        Part part = new Part(request, request.between(from, to), instrumentId, candles.isEmpty());
        part(part).forEach(candle -> candles.put(candle.time(), candle));
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

  private List<Candle> part(Part part) throws CandleSourceException, InterruptedException {
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

  private List<Candle> call(Part part, String token)
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

  /** The candles of the part's dates; that a request has none where there are sessions is a failure of the broker. */
  private BrokerCalls.Read<List<Candle>> read(Part part, String text) throws CandleSourceException {
    CandleRequest asked = part.asked();
    BarGrid grid = new BarGrid(asked.timeframe(), calendar.get());
    HistoryAnswer answer = HistoryAnswer.parse(text, grid);
    unusable.add(asked.symbol(), asked.timeframe(), answer.unusable(), clock.now());
    Instant first = MarketTime.startOf(asked.from());
    Instant end = MarketTime.startOf(asked.to().plusDays(1));
    List<Candle> candles =
        answer.candles().stream()
            .filter(candle -> !candle.time().isBefore(first) && candle.time().isBefore(end))
            .toList();
    CandleRequest whole = part.whole();
    if (candles.isEmpty()
        && part.decidesForAll()
        && grid.anyClosed(whole.from(), whole.to(), clock.now())) {
      throw new CandleSourceException(
          new CandleFailure.NoData(
              "no %s candle of %s from %s to %s, where there are sessions"
                  .formatted(whole.timeframe().label(), whole.symbol(), whole.from(), whole.to())));
    }
    return new BrokerCalls.Read<>(candles, answer.candles().size(), answer.rejected());
  }
}
