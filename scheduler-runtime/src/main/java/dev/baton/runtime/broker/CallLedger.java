package dev.baton.runtime.broker;

import dev.baton.category.Generation;
import dev.baton.market.CandleRequest;
import dev.baton.market.CandleSourceException;
import dev.baton.market.Timeframe;
import dev.baton.runtime.clock.SlotClock;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jboss.logging.Logger;

/**
 * The ledger of calls to the broker, one row for each attempt (ADR 21). The row is an intent before the request is sent. It is
 * completed after the answer, and deleted if no connection came about. So the ledger equals the broker's own count, except for
 * rows marked unknown: calls in flight at a crash, and calls whose connection broke off.
 */
@Singleton
class CallLedger {

  private static final Logger LOG = Logger.getLogger(CallLedger.class);

  private static final String INTENT =
      """
      insert into broker_call (generation, run, endpoint, symbol, timeframe, interval_name, from_date, to_date, reason,
                               state, at)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, 'intent', ?)
      returning id
      """;

  private static final String WITHDRAW = "delete from broker_call where id = ?";

  /** The end of an attempt; empty if its request was never sent. */
  private record Open(long id, Optional<CallEnd> end) {}

  private final BrokerDatabase database;
  private final SlotClock clock;
  private final Generation generation;
  private final UUID run = UUID.randomUUID();

  /** Ends that could not be written because the database was away; written with the next intent. */
  private final Queue<Open> unwritten = new ConcurrentLinkedQueue<>();

  CallLedger(BrokerDatabase database, SlotClock clock, Generation generation) {
    this.database = database;
    this.clock = clock;
    this.generation = generation;
  }

  void settleAtStart(@Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) StartupEvent start) {
    try {
      int settled = settleUnknown();
      if (settled > 0) {
        LOG.warnf(
            "ledger=settled unknown=%s reason=\"in flight when the service went down\"; their outcome is unknown",
            settled);
      }
    } catch (CandleSourceException e) {
      LOG.warnf("ledger=unsettled reason=\"%s\"", e.getMessage());
    }
  }

  /**
   * Marks as unknown the intents of earlier processes of this generation: those calls were in flight at a crash.
   *
   * @return the number of marked calls
   * @throws CandleSourceException if the database cannot be used
   */
  int settleUnknown() throws CandleSourceException {
    return database.update(
        """
        update broker_call set state = 'unknown', outcome = 'crashed'
        where generation = ? and state = 'intent' and run <> ?
        """,
        generation,
        run);
  }

  /**
   * Writes the intent of a call.
   *
   * @return the id of its row
   * @throws CandleSourceException if the database cannot be used; the call must not be made then
   */
  long intend(CallEntry entry) throws CandleSourceException {
    Instant at = clock.now();
    Optional<CandleRequest> request = entry.request();
    Optional<Timeframe> timeframe = request.map(CandleRequest::timeframe);
    return database.call(
        connection -> {
          writeUnwritten(connection);
          try (PreparedStatement statement =
                  BrokerDatabase.prepare(
                      connection,
                      INTENT,
                      generation,
                      run,
                      entry.endpoint(),
                      request.map(CandleRequest::symbol),
                      timeframe,
                      timeframe.map(CallEntry::interval),
                      request.map(CandleRequest::from),
                      request.map(CandleRequest::to),
                      entry.reason(),
                      at);
              ResultSet rows = statement.executeQuery()) {
            rows.next();
            return rows.getLong(1);
          }
        },
        // Its caller has given up, so nothing will be sent.
        (connection, id) -> BrokerDatabase.update(connection, WITHDRAW, id));
  }

  /** Writes how a call ended; if the database is away, when it is back. */
  void complete(long id, CallEnd end) {
    settle(new Open(id, Optional.of(end)));
  }

  /** Deletes the row of a call that was never sent; if the database is away, when it is back. */
  void withdraw(long id) {
    settle(new Open(id, Optional.empty()));
  }

  private void settle(Open open) {
    try {
      database.call(
          connection -> {
            write(connection, open);
            return null;
          });
    } catch (CandleSourceException e) {
      unwritten.add(open);
    }
  }

  private void writeUnwritten(Connection connection) throws SQLException {
    for (Open open = unwritten.poll(); open != null; open = unwritten.poll()) {
      try {
        write(connection, open);
      } catch (SQLException e) {
        unwritten.add(open);
        throw e;
      }
    }
  }

  private static void write(Connection connection, Open open) throws SQLException {
    if (open.end().isEmpty()) {
      BrokerDatabase.update(connection, WITHDRAW, open.id());
      return;
    }
    CallEnd end = open.end().get();
    BrokerDatabase.update(
        connection,
        """
        update broker_call
        set state = ?, outcome = ?, http_status = ?, latency_ms = ?, candles = ?, rejected_candles = ?
        where id = ?
        """,
        end.state(),
        end.outcome(),
        end.httpStatus(),
        end.latency().toNanos() / 1e6,
        end.candles(),
        end.rejected(),
        open.id());
  }
}
