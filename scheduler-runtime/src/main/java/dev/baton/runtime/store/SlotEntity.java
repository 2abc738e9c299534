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

/** How far a slot of a generation is. Written only by {@link PanacheSlotStore}; the module evidence reads what it cost. */
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

  @Column(name = "scan_id")
  public UUID scanId;
}
