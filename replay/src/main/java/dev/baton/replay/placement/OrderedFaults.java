package dev.baton.replay.placement;

import dev.baton.replay.ReplayException;
import dev.baton.replay.fault.Fault;
import dev.baton.replay.fault.FaultOrder;
import dev.baton.replay.run.Replay;
import dev.baton.replay.run.ReplayRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * The requested faults of a replay. The same requests and seed give the same places.
 *
 * @param seed chooses the places that the requests leave open
 */
public record OrderedFaults(Replay replay, List<FaultOrder> orders, long seed) {

  public OrderedFaults {
    orders = List.copyOf(orders);
  }

  /**
   * Checks the requests before the replay.
   *
   * @throws ReplayException if one names a place that the replay does not have
   */
  public void check() {
    Placement placement = new Placement(replay);
    orders.forEach(placement::check);
  }

  /**
   * Finds a place for each fault, in their order.
   *
   * @param clean a run without faults
   * @throws ReplayException if one has no place
   */
  public List<Fault> place(ReplayRun clean) {
    Placement placement = new Placement(replay);
    Random random = new Random(seed);
    List<Fault> faults = new ArrayList<>();
    for (FaultOrder order : orders) {
      faults.add(placement.place(order, clean, random));
    }
    return faults;
  }
}
