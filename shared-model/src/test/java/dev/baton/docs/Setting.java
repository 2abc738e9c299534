package dev.baton.docs;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigMappingInterface.Property;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A setting, as a page documents it or as a config mapping declares it.
 *
 * @param name as an environment variable; {@code *} where a key of a map stands
 * @param defaultValue as it is written in a configuration file; {@code none} if there is none
 * @param range like {@code 1 to 50}, durations in their shortest form; empty if none is declared
 */
public record Setting(String name, String defaultValue, String range) {

  private static final Pattern ROW =
      Pattern.compile("^\\| `([A-Z][A-Z0-9_<>]+|[a-z-]+\\.[^`]+)` \\|.*\\|$");
  private static final Pattern DURATION = Pattern.compile("(\\d+)(ms|s|m|h)");

  /** The settings in the tables of a page: rows with a name in code, a default and a range, sorted by name. */
  public static Map<String, Setting> ofPage(String markdown) {
    Map<String, Setting> settings = new TreeMap<>();
    for (String line : markdown.lines().toList()) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        List<String> cells =
            Arrays.stream(line.split("\\|")).map(cell -> cell.strip().replace("`", "")).toList();
        Setting setting =
            new Setting(variable(row.group(1)), cells.get(2), shortestDurations(cells.get(3)));
        if (settings.put(setting.name(), setting) != null) {
          throw new IllegalArgumentException(setting.name() + " has two rows");
        }
      }
    }
    return settings;
  }

  /** The settings that config mappings declare, sorted by name. */
  public static Map<String, Setting> ofMappings(Class<?>... mappings) {
    Map<String, Setting> settings = new TreeMap<>();
    for (Class<?> mapping : mappings) {
      String prefix = mapping.getAnnotation(ConfigMapping.class).prefix();
      ConfigMappings.getProperties(ConfigClass.configClass(mapping, prefix))
          .forEach(
              (path, property) -> {
                if (!property.isGroup() && !(property.isMap() && isOfGroups(property))) {
                  String name = variable(path.replaceAll("\\[\\*]$", ""));
                  settings.put(
                      name, new Setting(name, defaultValue(property), range(property.getMethod())));
                }
              });
    }
    return settings;
  }

  private static boolean isOfGroups(Property property) {
    return property.asMap().getValueProperty().isGroup();
  }

  private static String defaultValue(Property property) {
    if (property.hasDefaultValue()) {
      return property.getDefaultValue();
    }
    return property.isPrimitive() || property.isOptional() || property.isMap()
        ? "none"
        : "required";
  }

  /**
   * The name as an environment variable: {@code baton.jobs.*.crons} and {@code baton.jobs.<JOB>.crons} are
   * {@code BATON_JOBS__*__CRONS}, the form of a quoted key.
   */
  public static String variable(String name) {
    String starred = name.replaceAll("<[^>]*>", "*");
    return starred.contains(".")
        ? starred
            .replaceAll("\\.\\*\\.", "__*__")
            .replaceAll("\\.\\*$", "__*_")
            .replaceAll("[.-]", "_")
            .toUpperCase(Locale.ROOT)
        : starred;
  }

  private static String range(Method method) {
    Optional<String> least = bound(method, "Min", "DecimalMin", "DurationMin");
    Optional<String> most = bound(method, "Max", "DecimalMax", "DurationMax");
    return least.isEmpty() && most.isEmpty()
        ? ""
        : least.orElse("any") + " to " + most.orElse("any");
  }

  /** The value of the first of these constraints; of a duration in its shortest form. */
  private static Optional<String> bound(Method method, String... constraints) {
    return Arrays.stream(method.getAnnotations())
        .filter(each -> List.of(constraints).contains(each.annotationType().getSimpleName()))
        .findFirst()
        .map(
            each ->
                each.annotationType().getSimpleName().startsWith("Duration")
                    ? shortest(
                        Duration.ofMillis(part(each, "millis"))
                            .plusSeconds(part(each, "seconds"))
                            .plusMinutes(part(each, "minutes"))
                            .plusHours(part(each, "hours")))
                    : String.valueOf(attribute(each, "value")).replaceAll("\\.0+$", ""));
  }

  private static long part(Annotation constraint, String unit) {
    return ((Number) attribute(constraint, unit)).longValue();
  }

  private static Object attribute(Annotation annotation, String name) {
    try {
      return annotation.annotationType().getMethod(name).invoke(annotation);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String shortestDurations(String text) {
    return DURATION
        .matcher(text)
        .replaceAll(
            match -> {
              long count = Long.parseLong(match.group(1));
              return shortest(
                  switch (match.group(2)) {
                    case "ms" -> Duration.ofMillis(count);
                    case "s" -> Duration.ofSeconds(count);
                    case "m" -> Duration.ofMinutes(count);
                    default -> Duration.ofHours(count);
                  });
            });
  }

  private static String shortest(Duration duration) {
    if (duration.isZero()) {
      return "0";
    }
    if (duration.toMillis() % 1000 != 0) {
      return duration.toMillis() + "ms";
    }
    if (duration.toSeconds() % 60 != 0) {
      return duration.toSeconds() + "s";
    }
    return duration.toMinutes() % 60 != 0 ? duration.toMinutes() + "m" : duration.toHours() + "h";
  }
}
