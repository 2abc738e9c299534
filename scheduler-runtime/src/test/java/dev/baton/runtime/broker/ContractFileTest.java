package dev.baton.runtime.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.market.CandleFailure;
import dev.baton.market.CandleSourceException;
import dev.baton.market.Symbol;
import dev.baton.market.Timeframe;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContractFileTest {

  private static String row(String exchange, String name, String id, String type) {
    return "{\"exchange\":\"%s\",\"tradingSymbol\":\"%s\",\"instrumentId\":%s,\"instrumentType\":\"%s\"}"
        .formatted(exchange, name, id, type);
  }

  private static final String TCS = row("NSEEQ", "TCS-EQ", "11536", "EQ");

  @Test
  void onlyStocksOfTheEqSeriesCountByTheirExactName() throws Exception {
    Map<Symbol, String> found =
        ContractFile.parse(
            "["
                + String.join(
                    ",",
                    TCS,
                    row("NSEEQ", "INFY-BE", "1", "EQ"),
                    row("NSEEQ", "NIFTY-EQ", "2", "INDEX"),
                    row("BSEEQ", "SBIN-EQ", "3", "EQ"),
                    row("NSEEQ", "LT-EQ", "\"x4\"", "EQ"),
                    row("NSEEQ", "-EQ", "5", "EQ"))
                + "]");
    assertThat(found).isEqualTo(Map.of(Symbol.of("TCS"), "11536"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"result\":[%s]}",
        "{\"status\":\"Ok\",\"result\":[%s]}",
        "\uFEFF{\"status\":\"Ok\",\"result\":[%s]}",
        "\uFEFF[%s]",
      })
  void theListMayBeInAnEnvelope(String envelope) throws Exception {
    assertThat(ContractFile.parse(envelope.formatted(TCS))).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"[]", "{\"result\":[]}", "{\"status\":\"Not_Ok\",\"message\":\"no\"}", "[1]"})
  void aFileWithoutAStockIsMalformed(String body) {
    assertThatThrownBy(() -> ContractFile.parse(body)).isInstanceOf(CandleSourceException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"status\":\"Ok\",\"message\":\"Access denied\",\"result\":[]}",
        "{\"status\":\"Ok\",\"result\":[{\"status\":\"Not_Ok\",\"message\":\"Access denied\"}]}",
        "{\"result\":\"Access denied\"}",
      })
  void wordsInPlaceOfRowsAreARefusal(String body) {
    assertThatThrownBy(() -> ContractFile.parse(body))
        .hasMessageContaining("Access denied")
        .isInstanceOfSatisfying(
            CandleSourceException.class,
            e -> assertThat(e.failure()).isInstanceOf(CandleFailure.Rejected.class));
  }

  @Test
  void aFileInAnotherFormSaysWhatIsThereAndWhatIsExpected() {
    assertThatThrownBy(() -> ContractFile.parse("[{\"symbol\":\"TCS\",\"token\":11536}]"))
        .hasMessage(
            "none of the contract file's 1 rows is a stock of the EQ series; expected tradingSymbol like \"TCS-EQ\", instrumentId like \"11536\" and exchange \"NSEEQ\", the first row is {\"symbol\":\"TCS\",\"token\":11536}");
  }

  @Test
  void everyTimeframeHasTheBrokersName() {
    assertThat(Arrays.stream(Timeframe.values()).map(CallEntry::interval))
        .containsExactly("5 minutes", "60 minutes", "1 day", "weekly");
  }
}
