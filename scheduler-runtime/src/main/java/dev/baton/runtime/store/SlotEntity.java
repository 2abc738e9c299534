package dev.baton.runtime.store;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.UUID;

/** A slot of a generation and what it cost. Written only by {@link PanacheSlotStore}. */
@Entity
@Table(name = "slot")
@IdClass(SlotEntity.Key.class)
public class SlotEntity extends PanacheEntityBase {

  /** Identity of a slot. */
  public record Key(String generation, String category, Instant slotTime) implements Serializable {}

  @Id public String generation;
  @Id public String category;

  @Id
  @Column(name = "slot_time")
  public Instant slotTime;

  public String state;
  public int attempts;
  public boolean late;

  @Column(name = "scan_id")
  public UUID scanId;

  @Column(name = "started_at")
  public Instant startedAt;

  @Column(name = "finished_at")
  public Instant finishedAt;

  @Column(name = "duration_ms")
  public double durationMs;

  public int calls;
  public int lookups;
  public int hits;
  public int errors;
  public int symbols;

  @Column(name = "bars_missing")
  public int barsMissing;

  public int signals;
}
