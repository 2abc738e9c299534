package dev.baton.slot;

import static java.util.Objects.requireNonNull;

import dev.baton.category.Category;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * A scan of a slot time.
 *
 * @param name for the log and the reports: the jobs that are due, joined by {@code +}
 * @param categories those that the scan scans at once, at least one
 * @param limit the longest it may take, repetitions included, real time: the longest of those jobs
 */
public record PlannedScan(String name, Set<Category> categories, Duration limit) {

  public PlannedScan {
    requireNonNull(name, "name is null");
    requireNonNull(limit, "limit is null");
    categories = Collections.unmodifiableSet(EnumSet.copyOf(categories));
  }
}
