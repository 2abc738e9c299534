package dev.baton.category;

import static dev.baton.category.Category.DAY_TRADING;
import static dev.baton.category.Category.LONG_TERM;
import static dev.baton.category.Category.SHORT_SELLING;
import static dev.baton.category.Category.SHORT_TERM;

import dev.baton.market.Symbol;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The defaults of the settings: universes, jobs and time-outs of the system being replaced. */
public final class CategoryDefaults {

  /** How long after its time a slot begins, so that the broker has published the bar; market time. */
  public static final Duration FETCH_LAG = Duration.ofSeconds(2);

  private static final List<Symbol> DAY =
      symbols("RELIANCE TCS HDFCBANK INFY HINDUNILVR ICICIBANK KOTAKBANK LT ITC AXISBANK");
  private static final List<Symbol> SHORT_SIDE =
      symbols(
          "EICHERMOT HEROMOTOCO DRREDDY ADANIENT MARUTI HINDUNILVR TCS RELIANCE HDFCBANK BAJFINANCE");
  private static final List<Symbol> SHORT =
      and(DAY, "SBIN BHARTIARTL ASIANPAINT MARUTI BAJFINANCE");
  private static final List<Symbol> LONG =
      and(SHORT, "HCLTECH WIPRO ULTRACEMCO TITAN NESTLEIND POWERGRID NTPC");

  /** In a full session 76 times until July 2026 (09:15 to 15:30), 73 times since (to 15:15). */
  private static final List<String> EVERY_FIVE_MINUTES = List.of("session/5m");

  /** Every 30 minutes 09:30 to 15:30: 13 times. */
  private static final List<String> EVERY_HALF_HOUR =
      List.of("30 9 * * *", "0,30 10-14 * * *", "0,30 15 * * *");

  private static final List<String> EVERY_TWO_HOURS = List.of("15 9,11,13,15,17 * * *");
  private static final List<String> AFTERNOON = List.of("0 16 * * *");

  private CategoryDefaults() {}

  /** The symbols of a category, in scan order. */
  public static List<Symbol> universe(Category category) {
    return switch (category) {
      case DAY_TRADING -> DAY;
      case SHORT_SELLING -> SHORT_SIDE;
      case SHORT_TERM -> SHORT;
      case LONG_TERM -> LONG;
    };
  }

  /** The symbols of these categories, sorted. */
  public static SortedSet<Symbol> symbols(Collection<Category> categories) {
    TreeSet<Symbol> symbols = new TreeSet<>();
    categories.forEach(category -> symbols.addAll(universe(category)));
    return Collections.unmodifiableSortedSet(symbols);
  }

  /** The longest one symbol may take, real time. */
  public static Duration symbolTimeout(Generation generation, Category category) {
    return generation == Generation.LEGACY && category == SHORT_SELLING
        ? Duration.ofSeconds(60)
        : Duration.ofSeconds(30);
  }

  /** The most bars that a window may lack without an explanation and be evaluated all the same (ADR 39). */
  public static int mostLacking(Category category) {
    return switch (category) {
      case DAY_TRADING -> 2;
      case SHORT_SELLING, SHORT_TERM, LONG_TERM -> 0;
    };
  }

  public static List<ScanJob> jobs(Generation generation) {
    return switch (generation) {
      case LEGACY ->
          List.of(
              job(
                  "day_trading_strategy",
                  "Day Trading Strategy",
                  EVERY_FIVE_MINUTES,
                  600,
                  DAY_TRADING),
              job(
                  "short_selling_strategy",
                  "Short Selling Strategy",
                  EVERY_HALF_HOUR,
                  900,
                  SHORT_SELLING),
              job("short_term_strategy", "Short Term Strategy", EVERY_TWO_HOURS, 1200, SHORT_TERM),
              job("long_term_strategy", "Long Term Strategy", AFTERNOON, 1800, LONG_TERM));
      case OPTIMIZED ->
          List.of(
              job(
                  "frequent_scan",
                  "Frequent Scan (Day Trading + Short Selling)",
                  EVERY_FIVE_MINUTES,
                  300,
                  DAY_TRADING,
                  SHORT_SELLING),
              job("regular_scan", "Regular Scan (Short Term)", EVERY_TWO_HOURS, 300, SHORT_TERM),
              job("daily_scan", "Daily Scan (Long Term)", AFTERNOON, 300, LONG_TERM),
              job(
                  "comprehensive_scan",
                  "Comprehensive Scan (All Strategies)",
                  List.of("0 10,14 * * *"),
                  300,
                  Category.values()));
    };
  }

  private static ScanJob job(
      String id, String name, List<String> crons, int seconds, Category... categories) {
    return new ScanJob(id, name, crons, List.of(categories), Duration.ofSeconds(seconds));
  }

  private static List<Symbol> symbols(String names) {
    return Stream.of(names.split(" ")).map(Symbol::of).toList();
  }

  private static List<Symbol> and(List<Symbol> first, String more) {
    return Stream.concat(first.stream(), symbols(more).stream()).toList();
  }
}
