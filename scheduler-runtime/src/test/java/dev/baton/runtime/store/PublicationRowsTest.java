package dev.baton.runtime.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.category.Category;
import dev.baton.category.Generation;
import dev.baton.market.Timeframe;
import dev.baton.runtime.slot.Publication;
import dev.baton.runtime.test.Scans;
import dev.baton.scan.RulesInForce;
import dev.baton.scan.SymbolResult;
import io.vertx.core.json.JsonArray;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PublicationRowsTest {

  @Test
  void seenBarsComeInPartsThatHaveEachWindowTogether() {
    // given: ten windows of 60 bars that nobody has seen
    SymbolResult[] results =
        IntStream.rangeClosed(1, 10)
            .mapToObj(i -> Scans.bars("SYM" + i, Timeframe.FIVE_MINUTES, "2026-06-10T09:15", 60))
            .map(window -> Scans.evaluated(Category.DAY_TRADING, window))
            .toArray(SymbolResult[]::new);
    Publication publication = Scans.publication("2026-06-10T15:00", results);
    SeenBars seen = new SeenBars();

    // when
    List<PublicationRows.SeenPart> parts =
        new PublicationRows(Generation.LEGACY, RulesInForce.DEFAULT, publication, seen)
            .seenBars(150);

    // then
    assertThat(parts)
        .extracting(part -> new JsonArray(part.bars()).size())
        .containsExactly(180, 180, 180, 60);
    assertThat(parts)
        .extracting(part -> new JsonArray(part.whole()).size())
        .containsExactly(3, 3, 3, 1);

    // when all are recorded
    publication.symbols().forEach(seen::recorded);

    // then
    assertThat(
            new PublicationRows(Generation.LEGACY, RulesInForce.DEFAULT, publication, seen)
                .seenBars(150))
        .isEmpty();
  }
}
