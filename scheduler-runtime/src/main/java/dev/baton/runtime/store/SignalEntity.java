package dev.baton.runtime.store;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;

/** A stored signal. Written only by a publication, never through the entity. */
@Entity
@Table(name = "signal")
public class SignalEntity extends PanacheEntityBase {

  @Id public UUID id;
  public String generation;
  public String mode;
  public String category;
  public String symbol;
  public String strategy;
  public String side;

  @Column(name = "bar_time")
  public Instant barTime;

  public BigDecimal entry;

  @Column(name = "stop_loss")
  public BigDecimal stopLoss;

  public BigDecimal target;
  public BigDecimal confidence;
  public String timeframe;

  @Column(name = "window_first")
  public Instant windowFirst;

  @Column(name = "window_last")
  public Instant windowLast;

  @Column(name = "window_bars")
  public int windowBars;

  @Column(name = "window_hash")
  public long windowHash;

  /** Null if a service of an earlier version stored it. */
  @Column(name = "window_lacks")
  public Integer windowLacks;

  @Column(name = "slot_time")
  public Instant slotTime;

  @Column(name = "scan_id")
  public UUID scanId;

  @Column(name = "detected_at")
  public Instant detectedAt;

  public boolean late;
}
