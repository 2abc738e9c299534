package dev.baton.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.category.Category;
import dev.baton.market.Symbol;
import dev.baton.scan.SymbolResult.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SymbolResultTest {

  @Test
  void aDetailHasNoControlCharacters() {
    SymbolResult result =
        new SymbolResult(
            Category.DAY_TRADING,
            Symbol.of("TCS"),
            Instant.EPOCH,
            Outcome.FAILED,
            Optional.empty(),
            Optional.empty(),
            List.of(),
            "rejected: no\0such\r\n\tthing");
    assertThat(result.detail()).isEqualTo("rejected: no such thing");
  }
}
