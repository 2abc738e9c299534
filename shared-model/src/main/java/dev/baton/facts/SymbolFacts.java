package dev.baton.facts;

import dev.baton.csv.DataFileException;
import dev.baton.csv.HeadedCsv;
import dev.baton.market.Symbol;
import dev.baton.market.Timeframe;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * What is known about symbols beside their candles. Read from CSV with the header {@value SymbolFact#HEADER}; a line is about
 * some symbols, a timeframe and some dates. Immutable, and safe for use by several threads.
 *
 * <p>Decided in ADR 39.
 */
public final class SymbolFacts {

  /** Nothing is known. */
  public static final SymbolFacts NONE = new SymbolFacts(List.of());

  /** The file of a folder of recorded candles. */
  private static final String OF_A_FOLDER = "facts.csv";

  private static final int VERSION_DIGITS = 8;

  private final List<SymbolFact> facts;
  private final Map<Series, List<Dates>> noHoles = new ConcurrentHashMap<>();
  private final Map<Series, NavigableMap<LocalDate, Double>> factors = new ConcurrentHashMap<>();

  private record Series(Symbol symbol, Timeframe timeframe) {}

  /**
   * A stretch of dates.
   *
   * @param from first date
   * @param to last date
   */
  public record Dates(LocalDate from, LocalDate to) {}

  private SymbolFacts(List<SymbolFact> facts) {
    this.facts = List.copyOf(facts);
  }

  /**
   * Reads a file.
   *
   * @throws DataFileException if it is not there, a line is wrong, or a line gives a factor that another one has given already;
   *     it names file and line
   */
  public static SymbolFacts read(Path file) {
    List<SymbolFact> facts = new ArrayList<>();
    List<Long> lines = new ArrayList<>();
    HeadedCsv.read(
        file,
        SymbolFact.HEADER,
        line -> {
          SymbolFact fact = SymbolFact.of(line);
          for (int i = 0; i < facts.size(); i++) {
            if (fact.repeats(facts.get(i))) {
              throw new IllegalArgumentException(
                  "line %s has a %s of %s for the same bars; this one would count a second time"
                      .formatted(lines.get(i), fact.kind().label(), fact.from()));
            }
          }
          facts.add(fact);
          lines.add(line.number());
        });
    return new SymbolFacts(facts);
  }

  /** The file of a folder's facts, which need not be there. */
  public static Path fileIn(Path folder) {
    return folder.resolve(OF_A_FOLDER);
  }

  /**
   * The facts of a folder of recorded candles; {@link #NONE} without a file.
   *
   * @throws DataFileException if a line is wrong
   */
  public static SymbolFacts ofFolder(Path folder) {
    Path file = fileIn(folder);
    return Files.exists(file) ? read(file) : NONE;
  }

  /** The same text for the same facts, in any order and whatever their notes: {@code none}, or eight hexadecimal digits. */
  public String version() {
    if (facts.isEmpty()) {
      return "none";
    }
    String text = facts.stream().map(SymbolFact::text).sorted().collect(Collectors.joining("\n"));
    CRC32 checksum = new CRC32();
    checksum.update(text.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().toHexDigits(checksum.getValue(), VERSION_DIGITS);
  }

  /** The number of lines. */
  public int size() {
    return facts.size();
  }

  /**
   * The dates on which a missing bar of a series is no hole: those of {@code absent} lines, and those before a {@code listed}
   * line. Ascending, and none overlaps another.
   */
  public List<Dates> noHoles(Symbol symbol, Timeframe timeframe) {
    return facts.isEmpty()
        ? List.of()
        : noHoles.computeIfAbsent(new Series(symbol, timeframe), this::merged);
  }

  /**
   * The splits and bonuses of a series by ex-date, ascending: the number of shares that one share becomes. Several of one date are
   * one.
   */
  public NavigableMap<LocalDate, Double> factors(Symbol symbol, Timeframe timeframe) {
    return facts.isEmpty()
        ? Collections.emptyNavigableMap()
        : factors.computeIfAbsent(new Series(symbol, timeframe), this::byExDate);
  }

  private NavigableMap<LocalDate, Double> byExDate(Series series) {
    NavigableMap<LocalDate, Double> byDate = new TreeMap<>();
    facts.stream()
        .filter(fact -> fact.concerns(series.symbol(), series.timeframe()))
        .forEach(
            fact ->
                fact.factor()
                    .ifPresent(
                        factor -> byDate.merge(fact.from(), factor, (one, other) -> one * other)));
    return Collections.unmodifiableNavigableMap(byDate);
  }

  /** Whether a {@code real_move} line of the series has a date after the first one and not after the second. */
  public boolean movedBetween(Symbol symbol, Timeframe timeframe, LocalDate after, LocalDate to) {
    return facts.stream()
        .filter(fact -> fact.kind() == SymbolFact.Kind.REAL_MOVE)
        .filter(fact -> fact.concerns(symbol, timeframe))
        .anyMatch(fact -> fact.from().isAfter(after) && !fact.from().isAfter(to));
  }

  private List<Dates> merged(Series series) {
    List<Dates> merged = new ArrayList<>();
    facts.stream()
        .filter(fact -> fact.concerns(series.symbol(), series.timeframe()))
        .flatMap(SymbolFacts::dates)
        .sorted(Comparator.comparing(Dates::from))
        .forEach(
            next -> {
              if (merged.isEmpty() || merged.getLast().to().isBefore(next.from())) {
                merged.add(next);
              } else if (next.to().isAfter(merged.getLast().to())) {
                merged.add(new Dates(merged.removeLast().from(), next.to()));
              }
            });
    return List.copyOf(merged);
  }

  private static Stream<Dates> dates(SymbolFact fact) {
    return switch (fact.kind()) {
      case ABSENT -> Stream.of(new Dates(fact.from(), fact.to()));
      case LISTED -> Stream.of(new Dates(LocalDate.MIN, fact.from().minusDays(1)));
      case SPLIT, BONUS, REAL_MOVE -> Stream.empty();
    };
  }
}
