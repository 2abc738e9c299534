package dev.baton.simulator.market;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** Whole bars, ascending, with their JSON made once: an answer copies its bytes. Immutable. */
final class BarBlock {

  private final List<Bar> bars;
  private final byte[] json;
  private final int[] offsets;

  /**
   * @param bars ascending by time
   */
  BarBlock(List<Bar> bars) {
    this.bars = List.copyOf(bars);
    this.offsets = new int[bars.size() + 1];
    ByteArrayOutputStream out = new ByteArrayOutputStream(bars.size() * 72);
    for (int i = 0; i < bars.size(); i++) {
      out.writeBytes(bars.get(i).row().getBytes(UTF_8));
      out.write(',');
      offsets[i + 1] = out.size();
    }
    this.json = out.toByteArray();
  }

  List<Bar> bars() {
    return bars;
  }

  /** The number of bars whose time is before that. */
  int before(LocalDateTime time) {
    int i =
        Collections.binarySearch(
            bars, new Bar(time, 0, 0, 0, 0, 0), Comparator.comparing(Bar::time));
    return i >= 0 ? i : -i - 1;
  }

  /** Appends the rows [from, to), each followed by a comma. */
  void write(int from, int to, ByteArrayOutputStream out) {
    out.write(json, offsets[from], offsets[to] - offsets[from]);
  }
}
