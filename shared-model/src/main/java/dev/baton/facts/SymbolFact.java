package dev.baton.facts;

import static java.util.Objects.requireNonNull;

import dev.baton.csv.HeadedCsv;
import dev.baton.enums.Labelled;
import dev.baton.market.Symbol;
import dev.baton.market.Timeframe;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A line of the file of symbol facts.
 *
 * @param symbols whose fact it is
 * @param timeframe of whose bars; empty for those of every timeframe
 * @param from first date
 * @param to last date, not before the first
 * @param factor number of shares that one share has become; only of {@link Kind#SPLIT} and {@link Kind#BONUS}
 */
record SymbolFact(
    Symbols symbols,
    Optional<Timeframe> timeframe,
    LocalDate from,
    LocalDate to,
    Kind kind,
    Optional<Double> factor) {

  static final String HEADER = "symbols,timeframe,from,to,fact,value,note";

  private static final String ALL = "*";
  private static final String EXCEPT = "* except ";

  /** What a line says. */
  enum Kind implements Labelled {
    /** Bars of these dates that are not there are no holes. */
    ABSENT,
    /** The first session of a stock; bars before it are no holes. */
    LISTED,
    /** From that date on a share is split. */
    SPLIT,
    /** From that date on there are bonus shares. */
    BONUS,
    /** The price really moved that much. */
    REAL_MOVE;

    boolean hasFactor() {
      return this == SPLIT || this == BONUS;
    }
  }

  /**
   * Some symbols.
   *
   * @param named the symbols, or those that are left out
   * @param others whether all symbols but the named ones are meant
   */
  record Symbols(Set<Symbol> named, boolean others) {

    Symbols {
      named = Set.copyOf(named);
    }

    boolean has(Symbol symbol) {
      return named.contains(symbol) != others;
    }

    boolean overlaps(Symbols other) {
      if (others && other.others) {
        return true;
      }
      return others ? !named.containsAll(other.named) : named.stream().anyMatch(other::has);
    }

    /** The same text for equal ones: a set's own order differs from one process to the next. */
    private String text() {
      return (others ? EXCEPT : "")
          + named.stream().map(Symbol::toString).sorted().collect(Collectors.joining(" "));
    }

    private static Symbols of(String text) {
      if (text.equals(ALL)) {
        return new Symbols(Set.of(), true);
      }
      boolean others = text.startsWith(EXCEPT);
      String names = others ? text.substring(EXCEPT.length()) : text;
      return new Symbols(
          Arrays.stream(names.strip().split(" +")).map(Symbol::of).collect(Collectors.toSet()),
          others);
    }
  }

  SymbolFact {
    requireNonNull(symbols, "symbols is null");
    requireNonNull(timeframe, "timeframe is null");
    requireNonNull(kind, "kind is null");
    requireNonNull(factor, "factor is null");
    if (to.isBefore(from)) {
      throw new IllegalArgumentException("to %s is before from %s".formatted(to, from));
    }
  }

  /**
   * The fact of a line.
   *
   * @throws IllegalArgumentException if a field is wrong; the message names it, and what would be right
   */
  static SymbolFact of(HeadedCsv.Line line) {
    Kind kind = Labelled.of("fact", line.field("fact"), Kind.values());
    LocalDate from = date(line, "from");
    LocalDate to = line.field("to").isEmpty() ? from : date(line, "to");
    if (kind != Kind.ABSENT && !to.equals(from)) {
      throw new IllegalArgumentException(
          "to is %s; a fact %s has one date, leave to empty".formatted(to, kind.label()));
    }
    String timeframe = line.field("timeframe");
    return new SymbolFact(
        Symbols.of(line.field("symbols")),
        timeframe.equals(ALL) ? Optional.empty() : Optional.of(timeframe(timeframe)),
        from,
        to,
        kind,
        factor(line, kind));
  }

  private static Timeframe timeframe(String label) {
    Timeframe timeframe = Timeframe.ofLabel(label);
    if (!timeframe.equals(Timeframe.FIVE_MINUTES) && !timeframe.equals(Timeframe.ONE_DAY)) {
      throw new IllegalArgumentException(
          "timeframe is '%s', whose bars are in no window; expected 5m, 1D or *".formatted(label));
    }
    return timeframe;
  }

  private static LocalDate date(HeadedCsv.Line line, String column) {
    return line.parsed(column, LocalDate::parse, "a date; expected like 2026-02-01");
  }

  private static Optional<Double> factor(HeadedCsv.Line line, Kind kind) {
    String text = line.field("value");
    if (!kind.hasFactor()) {
      if (!text.isEmpty()) {
        throw new IllegalArgumentException(
            "value is '%s'; a fact %s has none".formatted(text, kind.label()));
      }
      return Optional.empty();
    }
    if (!text.matches("\\d{1,6}(\\.\\d{1,6})?") || Double.parseDouble(text) <= 0) {
      throw new IllegalArgumentException(
          "value '%s' is not the number of shares that one share becomes, like 5 for a split of 1 into 5, or 2 for a bonus of 1 for 1"
              .formatted(text));
    }
    return Optional.of(Double.parseDouble(text));
  }

  /** Whether both give a factor of the same kind to the same bars: one of them would be applied twice. */
  boolean repeats(SymbolFact other) {
    return kind.hasFactor()
        && kind == other.kind
        && from.equals(other.from)
        && symbols.overlaps(other.symbols)
        && (timeframe.isEmpty() || other.timeframe.isEmpty() || timeframe.equals(other.timeframe));
  }

  /** The same text for equal facts. */
  String text() {
    return "%s,%s,%s,%s,%s,%s"
        .formatted(
            symbols.text(),
            timeframe.map(Timeframe::label).orElse(ALL),
            from,
            to,
            kind.label(),
            factor.map(String::valueOf).orElse(""));
  }

  boolean concerns(Symbol symbol, Timeframe of) {
    return symbols.has(symbol) && (timeframe.isEmpty() || timeframe.get() == of);
  }
}
