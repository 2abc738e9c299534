package dev.baton.replay.fault;

import static java.util.Objects.requireNonNull;

import dev.baton.category.Generation;
import dev.baton.enums.Labelled;
import dev.baton.market.MarketTime;
import dev.baton.market.Symbol;
import dev.baton.replay.ReplayException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A requested fault: {@code [GENERATION:]KIND[@SYMBOL[@TIME]]}. An absent part is chosen so that the fault can change a
 * result.
 *
 * @param generation the side; optimized if absent
 * @param who the symbols whose scans it affects
 * @param when empty if absent
 */
public record FaultOrder(Generation generation, FaultKind kind, Who who, Optional<When> when) {

  /** Written in place of a symbol: all symbols. Symbols are upper-case, so none has this name. */
  static final String ALL = "all";

  /** The symbols whose scans are affected. */
  public sealed interface Who {

    /** Whether that symbol may be, or is, one of them. */
    default boolean allows(Symbol symbol) {
      return !(this instanceof One(Symbol one)) || one.equals(symbol);
    }
  }

  /** One symbol, to be chosen. */
  public record Chosen() implements Who {}

  public record All() implements Who {}

  public record One(Symbol symbol) implements Who {}

  /**
   * The time of a fault.
   *
   * @param at 00:00 at the exchange if only a date is given
   * @param dateOnly whether only a date is given: it means the session, or its daily bar
   */
  public record When(Instant at, boolean dateOnly) {

    @Override
    public String toString() {
      return dateOnly ? MarketTime.date(at).toString() : MarketTime.local(at).toString();
    }
  }

  public FaultOrder {
    requireNonNull(generation, "generation is null");
    requireNonNull(kind, "kind is null");
    requireNonNull(who, "who is null");
    requireNonNull(when, "when is null");
  }

  /**
   * Parses requests that are separated by commas.
   *
   * @param symbols the symbols that can be named
   * @throws ReplayException if one cannot be parsed; the message lists the valid values
   */
  public static List<FaultOrder> parse(String text, Collection<Symbol> symbols) {
    return Arrays.stream(text.split(",", -1))
        .map(String::strip)
        .map(one -> one(one, symbols))
        .toList();
  }

  private static FaultOrder one(String text, Collection<Symbol> symbols) {
    String[] parts = text.split("@", -1);
    if (parts.length > 3) {
      throw new ReplayException(
          "'%s' is no fault; expected like optimized:bar_missing@RELIANCE@2026-06-10T11:05"
              .formatted(text));
    }
    int colon = parts[0].indexOf(':');
    Generation generation =
        colon < 0
            ? Generation.OPTIMIZED
            : labelled("generation", parts[0].substring(0, colon), Generation.values());
    FaultKind kind = labelled("fault", parts[0].substring(colon + 1), FaultKind.values());
    Who who = parts.length > 1 ? who(kind, parts[1], symbols) : new Chosen();
    return new FaultOrder(
        generation, kind, who, parts.length > 2 ? Optional.of(when(parts[2])) : Optional.empty());
  }

  private static <T extends Labelled> T labelled(String what, String label, T[] values) {
    try {
      return Labelled.of(what, label, values);
    } catch (IllegalArgumentException e) {
      throw new ReplayException(e.getMessage());
    }
  }

  private static Who who(FaultKind kind, String name, Collection<Symbol> symbols) {
    if (name.equals(ALL)) {
      return switch (kind) {
        case BAR_MISSING, BAR_REVISED ->
            throw new ReplayException(kind.label() + " is of one symbol, not of all");
        case TTL, WINDOW_SHIFT, OPEN_BAR, SKIPPED_SCAN, SYMBOL_LEFT_OUT, ROUNDING -> new All();
      };
    }
    return symbols.stream()
        .filter(symbol -> symbol.value().equals(name))
        .findFirst()
        .<Who>map(One::new)
        .orElseThrow(
            () ->
                new ReplayException(
                    "unknown symbol '%s'; valid are %s%s"
                        .formatted(
                            name,
                            symbols.stream().map(Symbol::value).collect(Collectors.joining(", ")),
                            ", or all")));
  }

  private static When when(String text) {
    try {
      return text.contains("T")
          ? new When(LocalDateTime.parse(text).toInstant(MarketTime.OFFSET), false)
          : new When(MarketTime.startOf(LocalDate.parse(text)), true);
    } catch (DateTimeParseException e) {
      throw new ReplayException(
          "'%s' is no time; expected like 2026-06-10T11:05 or 2026-06-10, at the exchange"
              .formatted(text));
    }
  }
}
