package dev.baton.runtime.broker;

import dev.baton.market.CandleFailure;
import dev.baton.market.CandleSourceException;
import dev.baton.market.MarketTime;
import dev.baton.market.Symbol;
import dev.baton.runtime.clock.SlotClock;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** What the broker calls each stock; its contract file is read once a market date. */
@Singleton
public class InstrumentDirectory {

  private record Loaded(LocalDate date, Map<Symbol, Instrument> instruments) {}

  private final BrokerCalls calls;
  private final SlotClock clock;
  private final ReentrantLock loading = new ReentrantLock();
  private volatile Optional<Loaded> loaded = Optional.empty();

  InstrumentDirectory(BrokerCalls calls, SlotClock clock) {
    this.calls = calls;
    this.clock = clock;
  }

  /**
   * The instrument of a symbol.
   *
   * @throws CandleSourceException if the contract file cannot be read, or has no such symbol
   */
  Instrument require(Symbol symbol) throws CandleSourceException, InterruptedException {
    return find(symbol)
        .orElseThrow(
            () ->
                new CandleSourceException(
                    new CandleFailure.UnknownInstrument(
                        "the broker's contract file has no stock " + symbol + "-EQ")));
  }

  /**
   * The instrument of a symbol, or empty if the broker has no such stock.
   *
   * @throws CandleSourceException if the contract file cannot be read
   */
  Optional<Instrument> find(Symbol symbol) throws CandleSourceException, InterruptedException {
    LocalDate today = MarketTime.date(clock.now());
    Optional<Loaded> current = loaded.filter(file -> file.date().equals(today));
    if (current.isEmpty()) {
      current = Optional.of(load(today));
    }
    return Optional.ofNullable(current.get().instruments().get(symbol));
  }

  private Loaded load(LocalDate today) throws CandleSourceException, InterruptedException {
    loading.lockInterruptibly();
    try {
      Optional<Loaded> current = loaded.filter(file -> file.date().equals(today));
      if (current.isPresent()) {
        return current.get();
      }
      Map<Symbol, Instrument> instruments =
          calls.call(
              CallEntry.contracts(),
              (client, call) -> calls.api().contracts(client, call),
              body -> new BrokerCalls.Read<>(ContractFile.parse(body), 0, 0));
      Loaded file = new Loaded(today, instruments);
      loaded = Optional.of(file);
      return file;
    } finally {
      loading.unlock();
    }
  }
}
