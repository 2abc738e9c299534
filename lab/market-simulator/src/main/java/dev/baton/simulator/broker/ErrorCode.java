package dev.baton.simulator.broker;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The broker's texts of its EC codes, as its documentation and its clients have them. */
final class ErrorCode {

  /** The exchanges of a request; {@code INDICES} is the name of a file only. */
  static final List<String> EXCHANGES =
      List.of(
          "NSEEQ",
          "NSEFO",
          "BSEEQ",
          "BSEFO",
          "NSECURR",
          "BSECURR",
          "MCXCOMM",
          "NCDEXCOMM",
          "NSECOMM",
          "BSECOMM");

  /** Those that the text of EC802 names; weekly and monthly ones are accepted, too. */
  private static final List<String> INTERVALS =
      List.of(
          "1 minute", "5 minutes", "10 minutes", "15 minutes", "30 minutes", "60 minutes", "1 day");

  private static final String GENERIC = "Something went wrong, please try after some time.";

  private static final Map<String, String> TEXTS =
      Map.ofEntries(
          Map.entry("EC003", GENERIC),
          Map.entry("EC004", "User blocked."),
          Map.entry("EC005", "Invalid parameter: request is null or empty."),
          Map.entry("EC014", "Account blocked by administrator (unblock via app won't work)."),
          Map.entry("EC044", "Token is not valid."),
          Map.entry(
              "EC055", "Unauthorized access, authorize the application to obtain the auth code."),
          Map.entry("EC069", "Password expired, change it to continue."),
          Map.entry("EC075", "Unauthorized access."),
          Map.entry("EC500", "IP address not authorized for trading"),
          Map.entry("EC801", empty("'interval'")),
          Map.entry("EC802", acceptsOnly("interval", INTERVALS)),
          Map.entry("EC803", empty("'fromDate'")),
          Map.entry("EC804", format("fromDate")),
          Map.entry("EC805", empty("'toDate'")),
          Map.entry("EC806", format("toDate")),
          Map.entry("EC807", "'fromDate' cannot be greater than 'toDate'."),
          Map.entry("EC808", "'instrumentId' must be greater than 0."),
          Map.entry("EC809", "Maximum permissible date range exceeded."),
          Map.entry("EC810", "'fromDate' must be less than 'toDate'."),
          Map.entry("EC900", empty("'exchange'/'instrumentId'")),
          Map.entry("EC901", acceptsOnly("exchange", EXCHANGES)),
          Map.entry("EC946", "'instrumentId' must contain only numeric characters."),
          Map.entry("EC947", "'instrumentId' does not exist."));

  private ErrorCode() {}

  /** The text of that code; the generic one if it is not a code of these endpoints. */
  static String text(String code) {
    return TEXTS.getOrDefault(code, GENERIC);
  }

  private static String empty(String parameter) {
    return "Invalid parameter: " + parameter + " cannot be empty or null.";
  }

  private static String format(String parameter) {
    return "Invalid '%s' format, use 'DD-MMM-YYYY' (e.g. '20-Sep-2020').".formatted(parameter);
  }

  private static String acceptsOnly(String parameter, List<String> values) {
    return "Invalid parameter: '%s' Accepts only { %s }"
        .formatted(
            parameter,
            values.stream().map(value -> "'" + value + "'").collect(Collectors.joining(", ")));
  }
}
