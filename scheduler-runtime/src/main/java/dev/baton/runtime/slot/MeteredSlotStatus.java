package dev.baton.runtime.slot;

import dev.baton.category.Generation;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import jakarta.inject.Singleton;

/** Metrics of what the slots cost. */
@Singleton
public class MeteredSlotStatus extends SlotStatus {

  private final MeterRegistry registry;
  private final Tags tags;

  MeteredSlotStatus(MeterRegistry registry, Generation generation) {
    this.registry = registry;
    this.tags = Tags.of("generation", generation.label());
  }

  @Override
  protected void published(Publication publication) {
    super.published(publication);
    for (Publication.CompletedScan scan : publication.scans()) {
      registry.timer("baton_scan", tags.and("scan", scan.name())).record(scan.result().duration());
      scan.result()
          .costs()
          .forEach(
              (category, cost) -> {
                Tags of = tags.and("category", category.label());
                registry
                    .counter("baton_slots", of.and("late", String.valueOf(publication.late())))
                    .increment();
                registry
                    .counter("baton_lookups", of.and("result", "hit"))
                    .increment(cost.lookups().hits());
                registry
                    .counter("baton_lookups", of.and("result", "miss"))
                    .increment(cost.lookups().misses());
              });
      scan.result()
          .symbols()
          .forEach(
              symbol -> {
                Tags of = tags.and("category", symbol.category().label());
                registry
                    .counter("baton_evaluations", of.and("outcome", symbol.outcome().label()))
                    .increment();
                registry.counter("baton_signals", of).increment(symbol.signals().size());
              });
    }
  }
}
