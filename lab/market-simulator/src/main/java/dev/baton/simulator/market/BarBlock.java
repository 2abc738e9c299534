package dev.baton.simulator.market;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.time.LocalDateTime;
import java.util.List;

/** Whole bars, ascending, with their JSON made once: an answer copies its bytes. Immutable. */
final class BarBlock {

  private final Bar[] bars;
  private final byte[] json;
  private final int[] offsets;

  /**
   * @param bars ascending by time
   */
  BarBlock(List<Bar> bars) {
    this.bars = bars.toArray(Bar[]::new);
    this.offsets = new int[this.bars.length + 1];
    ByteArrayOutputStream out = new ByteArrayOutputStream(this.bars.length * 72);
    for (int i = 0; i < this.bars.length; i++) {
      out.writeBytes(this.bars[i].row().getBytes(UTF_8));
      out.write(',');
      offsets[i + 1] = out.size();
    }
    this.json = out.toByteArray();
  }

  int size() {
    return bars.length;
  }

  Bar get(int i) {
    return bars[i];
  }

  /** The number of bars whose time is before that. */
  int before(LocalDateTime time) {
    int low = 0;
    int high = bars.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (bars[middle].time().isBefore(time)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Appends the rows [from, to), each followed by a comma. */
  void write(int from, int to, ByteArrayOutputStream out) {
    out.write(json, offsets[from], offsets[to] - offsets[from]);
  }

  List<Bar> list(int from, int to) {
    return List.of(bars).subList(from, to);
  }
}
