package dev.baton.simulator.service;

import dev.baton.csv.DataFileException;
import dev.baton.simulator.broker.Broker;
import dev.baton.simulator.broker.BrokerSessions;
import dev.baton.simulator.broker.RateLimiter;
import dev.baton.simulator.broker.Travel;
import dev.baton.simulator.calls.CallLog;
import dev.baton.simulator.clock.SimulatedClock;
import dev.baton.simulator.fault.FaultBook;
import dev.baton.simulator.market.MarketView;
import dev.baton.simulator.settings.SettingException;
import dev.baton.simulator.settings.Setup;
import dev.baton.simulator.settings.SimulatorConfig;
import dev.baton.simulator.telegram.TelegramBot;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.stream.Collectors;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;

/** Wires the simulator together at the start: a wrong setting ends it, and no call pays for loading. */
@Singleton
public class Simulation {

  private static final Logger LOG = Logger.getLogger(Simulation.class);

  @Produces @Singleton final Setup setup;
  @Produces @Singleton final SimulatedClock clock;
  @Produces @Singleton final FaultBook faults = new FaultBook(LOG::info);
  @Produces @Singleton final CallLog calls = new CallLog();
  @Produces @Singleton final BrokerSessions sessions;
  @Produces @Singleton final Travel travel;
  @Produces @Singleton final Broker broker;
  @Produces @Singleton final TelegramBot telegram;
  private final MarketView view;

  Simulation(SimulatorConfig config) {
    setup = checked(config);
    clock =
        new SimulatedClock(
            setup.start(),
            setup.end(),
            setup.speed(),
            Duration.ofSeconds(config.liveSeconds()),
            System::nanoTime,
            LOG::info);
    view =
        new MarketView(
            setup.market(), setup.calendar(), Duration.ofMinutes(config.publicationLagMinutes()));
    sessions = new BrokerSessions(config.clientId(), config.appSecret(), config.singleSession());
    travel = new Travel(setup.speed(), Duration.ofMillis(config.latencyMs()));
    RateLimiter limiter = new RateLimiter(setup.speed(), System::nanoTime);
    broker = new Broker(config, setup, clock, view, sessions, limiter, faults, calls);
    telegram = new TelegramBot(config.telegramToken(), clock, limiter, faults, calls);
  }

  /** For a wrong setting, Quarkus prints the message of this exception without a stack trace, and ends. */
  private static Setup checked(SimulatorConfig config) {
    try {
      return Setup.of(config);
    } catch (SettingException e) {
      throw refused(e.getMessage());
    }
  }

  private static ConfigurationException refused(String reason) {
    return new ConfigurationException("market-simulator does not start: " + reason);
  }

  void begin(@Observes StartupEvent event) {
    try {
      view.warmUp();
    } catch (DataFileException e) {
      throw refused("simulator.candles: " + e.getMessage());
    }
    LOG.infof(
        "market: %s; sessions %s; speed %s",
        setup.market().description(),
        setup.sessions().stream().map(s -> s.date().toString()).collect(Collectors.joining(" ")),
        setup.speed());
  }

  /** The server waits for its last request: none may wait for market time that no longer comes. */
  void end(@Observes ShutdownEvent event) {
    clock.close();
  }

  /** Ready as soon as the candles are loaded, which is before the port opens. */
  @Produces
  @Singleton
  @Readiness
  HealthCheck ready() {
    return () ->
        HealthCheckResponse.named("market")
            .withData("candles", setup.market().description())
            .withData("first_session", setup.sessions().getFirst().date().toString())
            .withData("sessions", setup.sessions().size())
            .up()
            .build();
  }
}
