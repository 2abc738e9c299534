package dev.baton.replay.report;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.baton.category.Generation;
import dev.baton.market.MarketTime;
import dev.baton.parity.PublishedSignal;
import dev.baton.replay.run.ReplayRun;
import dev.baton.signal.Signal;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The signals of both generations as CSV, by key and then generation: a signal that both found is on two adjacent lines. Times are RFC 3339 at the exchange, prices rupees as shortest text that reads back as the same double.
 */
public final class SignalsCsv {

  private record Line(Generation generation, PublishedSignal published) {}

  private final List<Line> lines = new ArrayList<>();

  /** The CSV of a run, with a header. */
  public static String of(ReplayRun run) {
    SignalsCsv csv = new SignalsCsv();
    csv.add(lines(run));
    return csv.text();
  }

  /** The signals of a run. */
  public static final class Part {

    private final List<Line> lines;

    private Part(List<Line> lines) {
      this.lines = lines;
    }
  }

  /** Those of a run, to be added. */
  public static Part lines(ReplayRun run) {
    List<Line> lines = new ArrayList<>();
    for (Generation generation : Generation.values()) {
      run.of(generation).signals().forEach(signal -> lines.add(new Line(generation, signal)));
    }
    return new Part(lines);
  }

  /** Adds the signals of a run. */
  public void add(Part part) {
    lines.addAll(part.lines);
  }

  /** The CSV of all that was added, with a header. */
  public String text() {
    lines.sort(
        Comparator.comparing((Line line) -> line.published().signal().key())
            .thenComparing(Line::generation));
    StringWriter text = new StringWriter();
    try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text)) {
      csv.writeRecord(
          "generation",
          "category",
          "symbol",
          "timeframe",
          "bar_time",
          "strategy",
          "side",
          "entry",
          "stop_loss",
          "target",
          "confidence",
          "window_start",
          "window_bars",
          "window_hash",
          "slot",
          "detected_at");
      lines.forEach(line -> csv.writeRecord(fields(line)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static List<String> fields(Line line) {
    Signal signal = line.published().signal();
    return List.of(
        line.generation().label(),
        signal.key().category().label(),
        signal.key().symbol().value(),
        signal.input().timeframe().label(),
        MarketTime.text(signal.key().barTime()),
        signal.key().strategy().label(),
        signal.key().side().name(),
        Double.toString(signal.values().entry()),
        Double.toString(signal.values().stopLoss()),
        Double.toString(signal.values().target()),
        Double.toString(signal.values().confidence()),
        MarketTime.text(signal.input().firstBar()),
        Integer.toString(signal.input().bars()),
        signal.input().hashText(),
        MarketTime.text(line.published().slot()),
        MarketTime.text(line.published().detectedAt()));
  }
}
