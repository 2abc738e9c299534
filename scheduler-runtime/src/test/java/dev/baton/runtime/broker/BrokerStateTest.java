package dev.baton.runtime.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.market.Symbol;
import dev.baton.runtime.test.FixedSlotClock;
import dev.baton.runtime.test.LoggedLines;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BrokerStateTest {

  private static final Optional<Symbol> TCS = Optional.of(Symbol.of("TCS"));
  private static final Optional<Symbol> INFY = Optional.of(Symbol.of("INFY"));

  private final BrokerState state = new BrokerState(new FixedSlotClock());

  private void fail(int times, Optional<Symbol> symbol) {
    for (int i = 0; i < times; i++) {
      state.failed("HTTP 500", symbol);
    }
  }

  @Test
  void failuresOfOneSymbolAreNotTheBrokers() {
    fail(50, TCS);
    assertThat(state.severalSymbolsFail()).isFalse();
    assertThat(state.outage()).isEmpty();
    fail(1, INFY);
    assertThat(state.severalSymbolsFail()).isTrue();
    assertThat(state.outage())
        .hasValueSatisfying(reason -> assertThat(reason).contains("51 calls in a row"));
  }

  @Test
  void eightFailuresInARowAreAnOutageAndAnAnswerEndsIt() {
    fail(4, TCS);
    fail(3, INFY);
    assertThat(state.outage()).isEmpty();
    fail(1, TCS);
    assertThat(state.now().kind()).isEqualTo(BrokerState.Kind.BROKEN);
    assertThat(state.now().since()).isEqualTo(FixedSlotClock.NOW);
    state.answered(TCS);
    assertThat(state.outage()).isEmpty();
    fail(7, INFY);
    assertThat(state.outage()).isEmpty();
  }

  @Test
  void theSymbolOfTheLastAnswerIsTheFirst() {
    state.answered(TCS);
    state.answered(INFY);
    state.answered(TCS);
    state.answered(Optional.empty());
    state.failed("HTTP 500", TCS);
    assertThat(state.answered()).containsExactly(TCS.orElseThrow(), INFY.orElseThrow());
  }

  @Test
  void failuresOfNoSymbolAreTheBrokers() {
    fail(8, Optional.empty());
    assertThat(state.outage()).isPresent();
  }

  @Test
  void aMissingLoginIsAnOutageUntilSomebodyLogsIn() {
    state.loginNeeded("login needed");
    assertThat(state.outage()).contains("login needed");
    state.loggedIn();
    assertThat(state.now().kind()).isEqualTo(BrokerState.Kind.UNKNOWN);
    assertThat(state.outage()).isEmpty();
  }

  @Test
  void aLoginDoesNotEndAnOutageOfTheBroker() {
    fail(8, Optional.empty());
    state.loggedIn();
    assertThat(state.outage()).isPresent();
  }

  @Test
  void aBrokerThatRefusesInWordsIsAStateOfItsOwn() {
    // given
    state.answered(TCS);
    for (int i = 0; i < 4; i++) {
      state.refused("Invalid Token", TCS);
      state.refused("Invalid Token", INFY);
    }

    // then
    assertThat(state.now().kind()).isEqualTo(BrokerState.Kind.REFUSING);
    assertThat(state.suspected()).isTrue();
    assertThat(state.outage()).contains("8 calls in a row failed, the last: Invalid Token");

    // when
    state.loggedIn();
    state.answered(Optional.empty());
    state.answeredWithoutSession();

    // then: nothing was answered that could have been refused in the same way
    assertThat(state.now().kind()).isEqualTo(BrokerState.Kind.REFUSING);

    // when
    state.answered(INFY);

    // then
    assertThat(state.now().kind()).isEqualTo(BrokerState.Kind.CONNECTED);
  }

  @Test
  void anAnswerThatSaysNothingOfCandlesNeitherEndsAnOutageNorHidesOne() {
    try (LoggedLines log = LoggedLines.of(BrokerState.class)) {
      // when
      for (int i = 0; i < 3; i++) {
        fail(4, TCS);
        fail(4, INFY);
        state.answeredWithoutSession();
        state.answered(Optional.empty());
      }

      // then
      assertThat(state.now().kind()).isEqualTo(BrokerState.Kind.BROKEN);
      assertThat(log.lines())
          .containsExactly(
              "broker=broken was=unknown reason=\"8 calls in a row failed, the last: HTTP 500\"");
    }
  }

  @Test
  void anAnswerToACallWithoutASymbolEndsWhatOnlySuchCallsBegan() {
    fail(8, Optional.empty());
    state.answeredWithoutSession();
    assertThat(state.now().kind()).isEqualTo(BrokerState.Kind.CONNECTED);
  }

  @Test
  void aCallThatNeedsNoSessionSaysNothingOfAMissingOne() {
    state.loginNeeded("login needed");
    state.answeredWithoutSession();
    assertThat(state.outage()).contains("login needed");
  }

  @Test
  void onlyASessionThatWasRefusedIsDoubtful() {
    for (int i = 0; i < 4; i++) {
      state.refused("Invalid Token", TCS);
      state.refused("Invalid Token", INFY);
    }
    assertThat(state.doubtsSession()).isTrue();
    state.sessionOpened();
    assertThat(state.doubtsSession()).isFalse();
    assertThat(state.suspected()).isTrue();
    state.refused("Invalid Token", TCS);
    assertThat(state.doubtsSession()).isTrue();
    state.answered(TCS);
    assertThat(state.doubtsSession()).isFalse();
  }

  @Test
  void theReasonIsThatOfTheNewestFailureAndEachNewOneIsLogged() {
    try (LoggedLines log = LoggedLines.of(BrokerState.class)) {
      // when
      fail(8, Optional.empty());
      state.failed("HTTP 500", TCS);
      state.failed("no candle of TCS", TCS);
      state.failed("no candle of INFY", INFY);
      state.refused("Invalid Token", INFY);

      // then
      assertThat(state.now().kind()).isEqualTo(BrokerState.Kind.REFUSING);
      assertThat(state.now().reason())
          .isEqualTo("12 calls in a row failed, the last: Invalid Token");
      assertThat(log.lines())
          .containsExactly(
              "broker=broken was=unknown reason=\"8 calls in a row failed, the last: HTTP 500\"",
              "broker=broken was=broken reason=\"10 calls in a row failed, the last: no candle of TCS\"",
              "broker=refusing was=broken reason=\"12 calls in a row failed, the last: Invalid Token\"");
    }
  }

  @Test
  void theDatabaseIsAnOutageOfItsOwn() {
    state.answered(TCS);
    state.databaseUnreachable("no database");
    assertThat(state.outage()).contains("no database");
    assertThat(state.now().kind()).isEqualTo(BrokerState.Kind.CONNECTED);
    state.databaseReachable();
    assertThat(state.outage()).isEmpty();
  }
}
