package dev.baton.simulator.market;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The bars of one series that the broker shows at one moment: whole ones, and at most one that forms. */
public final class VisibleBars {

  private final BarBlock block;
  private final int from;
  private final int to;
  private final List<Bar> tail;

  VisibleBars(BarBlock block, int from, int to, List<Bar> tail) {
    this.block = block;
    this.from = from;
    this.to = Math.max(from, to);
    this.tail = tail;
  }

  public int size() {
    return to - from + tail.size();
  }

  public List<Bar> list() {
    List<Bar> list = new ArrayList<>(block.bars().subList(from, to));
    list.addAll(tail);
    return list;
  }

  /** The rows of {@code candles} in JSON, without the brackets around them. */
  public byte[] rows() {
    ByteArrayOutputStream out = new ByteArrayOutputStream(size() * 72 + 16);
    block.write(from, to, out);
    for (Bar bar : tail) {
      out.writeBytes(bar.row().getBytes(UTF_8));
      out.write(',');
    }
    byte[] rows = out.toByteArray();
    return rows.length == 0 ? rows : Arrays.copyOf(rows, rows.length - 1);
  }
}
