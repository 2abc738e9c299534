package dev.baton.runtime.broker;

import dev.baton.market.CandleFailure;
import dev.baton.market.CandleSourceException;
import dev.baton.market.MarketTime;
import dev.baton.market.Symbol;
import dev.baton.runtime.clock.SlotClock;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;

/**
 * The broker's id for each stock. The contract file is read once a market date, before the open if possible. While it is
 * read, and when it cannot be read, the ids of the date before are used: they hardly ever change.
 */
@Singleton
public class InstrumentDirectory {

  private static final Logger LOG = Logger.getLogger(InstrumentDirectory.class);

  /** Pause after a failure before the file is read again, if there is an older one; real time. */
  private static final Duration PAUSE = Duration.ofMinutes(1);

  private record Loaded(LocalDate date, Map<Symbol, String> ids) {}

  private final BrokerCalls calls;
  private final SlotClock clock;
  private final ReentrantLock loading = new ReentrantLock();
  private volatile Optional<Loaded> loaded = Optional.empty();
  private volatile Optional<Long> failedAt = Optional.empty();

  InstrumentDirectory(BrokerCalls calls, SlotClock clock) {
    this.calls = calls;
    this.clock = clock;
  }

  /**
   * The id of a symbol.
   *
   * @throws CandleSourceException if no contract file can be read, or it has no such symbol
   */
  String require(Symbol symbol) throws CandleSourceException, InterruptedException {
    return find(symbol)
        .orElseThrow(
            () ->
                new CandleSourceException(
                    new CandleFailure.UnknownInstrument(
                        "the broker's contract file has no stock " + symbol + "-EQ")));
  }

  /**
   * The id of a symbol, or empty if the broker has no such stock.
   *
   * @throws CandleSourceException if no contract file can be read
   */
  Optional<String> find(Symbol symbol) throws CandleSourceException, InterruptedException {
    return Optional.ofNullable(current().ids().get(symbol));
  }

  /** Whether the file in use lacks the symbol; false before one was read. */
  boolean lacks(Symbol symbol) {
    return loaded.filter(file -> !file.ids().containsKey(symbol)).isPresent();
  }

  /** Reads the date's contract file, unless it was read or has just failed. */
  void refresh() throws InterruptedException {
    if (failedRecently()) {
      return;
    }
    try {
      current();
    } catch (CandleSourceException e) {
      LOG.warnf(
          "contract_file=missing reason=\"%s\"; nothing can be fetched without one, the next call reads it again",
          e.getMessage());
    }
  }

  private Loaded current() throws CandleSourceException, InterruptedException {
    LocalDate today = MarketTime.date(clock.now());
    Optional<Loaded> last = loaded;
    if (last.isEmpty()) {
      loading.lockInterruptibly();
    } else if (last.get().date().equals(today) || failedRecently() || !loading.tryLock()) {
      return last.get();
    }
    try {
      return read(today);
    } finally {
      loading.unlock();
    }
  }

  private boolean failedRecently() {
    return failedAt.filter(at -> System.nanoTime() - at < PAUSE.toNanos()).isPresent();
  }

  private Loaded read(LocalDate today) throws CandleSourceException, InterruptedException {
    Optional<Loaded> last = loaded;
    if (last.filter(file -> file.date().equals(today)).isPresent()) {
      return last.get();
    }
    try {
      Map<Symbol, String> ids =
          calls.call(
              CallEntry.contracts(),
              (client, call) -> calls.api().contracts(client, call),
              body -> new BrokerCalls.Read<>(ContractFile.parse(body), 0, 0));
      Loaded file = new Loaded(today, ids);
      loaded = Optional.of(file);
      failedAt = Optional.empty();
      return file;
    } catch (CandleSourceException e) {
      failedAt = Optional.of(System.nanoTime());
      if (last.isEmpty()) {
        throw e;
      }
      LOG.warnf(
          "contract_file=stale date=%s reason=\"%s\"; that older file is used, and the date's is read again in %s s",
          last.get().date(), e.getMessage(), PAUSE.toSeconds());
      return last.get();
    }
  }
}
