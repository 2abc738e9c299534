package dev.baton.runtime.slot;

import dev.baton.category.Category;
import dev.baton.scan.AwaitedBars;
import dev.baton.scan.SymbolResult;
import dev.baton.signal.Signal;
import dev.baton.signal.SignalKey;
import java.net.ConnectException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The database's promises in memory, and its failures on demand. */
final class MemoryStore implements SlotStore {

  /** The process ends here: nothing catches it. */
  static final class Crash extends Error {
    private static final long serialVersionUID = 1L;

    Crash() {
      super("killed");
    }
  }

  record Key(Category category, Instant slot) {}

  record Row(boolean done, int attempts, boolean late) {}

  final Map<Key, Row> rows = new java.util.LinkedHashMap<>();
  final Map<SignalKey, Signal> signals = new TreeMap<>();
  final List<Publication> publications = new ArrayList<>();
  final List<Key> done = new ArrayList<>();
  private final Map<Category, Instant> since = new EnumMap<>(Category.class);
  private final Deque<String> failures = new ArrayDeque<>();
  private int failedPublications;
  private int commitsUnknown;
  private Instant crashAt = Instant.MAX;

  /** The next calls fail. */
  void failing(int calls) {
    failing(Collections.nCopies(calls, "connection refused"));
  }

  /** The next calls fail, each for its own reason. */
  void failing(List<String> reasons) {
    failures.clear();
    failures.addAll(reasons);
  }

  /** The next publications fail. */
  void failingToPublish(int calls) {
    failedPublications = calls;
  }

  /** The next publications are stored, and their answers are lost. */
  void losingTheAnswerOfPublications(int calls) {
    commitsUnknown = calls;
  }

  /** The first publication of that slot kills the process before anything is stored. */
  void crashAt(Instant slot) {
    crashAt = slot;
  }

  List<Instant> times(Category category) {
    return done.stream().filter(key -> key.category() == category).map(Key::slot).toList();
  }

  Row row(Category category, Instant slot) {
    return rows.get(new Key(category, slot));
  }

  private void fail() {
    if (!failures.isEmpty()) {
      String reason = failures.remove();
      throw new IllegalStateException(reason, new ConnectException(reason));
    }
  }

  @Override
  public Instant scheduleStart(Category category, Instant ifFirst) {
    fail();
    since.putIfAbsent(category, ifFirst);
    return since.get(category);
  }

  @Override
  public Map<Category, Instant> lastDone() {
    fail();
    EnumMap<Category, Instant> last = new EnumMap<>(Category.class);
    done.forEach(key -> last.merge(key.category(), key.slot(), (a, b) -> a.isAfter(b) ? a : b));
    return last;
  }

  @Override
  public SlotClaim begin(Instant slot, Set<Category> categories, Instant startedAt, boolean late) {
    fail();
    EnumMap<Category, Integer> attempts = new EnumMap<>(Category.class);
    for (Category category : categories) {
      Row row =
          rows.merge(
              new Key(category, slot),
              new Row(false, 1, late),
              (was, _) -> was.done() ? was : new Row(false, was.attempts() + 1, was.late()));
      attempts.put(category, row.attempts());
    }
    return new SlotClaim(slot, attempts, SlotClaim.ONLY_TERM);
  }

  @Override
  public AwaitedBars awaited(Instant slot, Set<Category> categories) {
    fail();
    AwaitedBars awaited = AwaitedBars.NONE;
    for (Publication publication : publications) {
      for (Publication.CompletedScan scan : publication.scans()) {
        awaited = awaited.after(publication.slot(), scan.result());
      }
    }
    return awaited;
  }

  @Override
  public PublishOutcome publish(SlotClaim claim, Publication publication) {
    fail();
    if (failedPublications > 0) {
      failedPublications--;
      throw new IllegalStateException(new ConnectException("refused"));
    }
    if (publication.slot().equals(crashAt)) {
      crashAt = Instant.MAX;
      throw new Crash();
    }
    if (publications.stream().anyMatch(stored -> ids(stored).equals(ids(publication)))) {
      return PublishOutcome.STORED;
    }
    PublishOutcome outcome = outcome(claim);
    if (outcome == PublishOutcome.STORED) {
      store(claim, publication);
      if (commitsUnknown > 0) {
        commitsUnknown--;
        throw new IllegalStateException("connection broken");
      }
    }
    return outcome;
  }

  private static Set<UUID> ids(Publication publication) {
    return publication.scans().stream()
        .map(Publication.CompletedScan::id)
        .collect(Collectors.toSet());
  }

  private PublishOutcome outcome(SlotClaim claim) {
    List<Row> held =
        claim.attempts().keySet().stream().map(category -> row(category, claim.slot())).toList();
    if (held.stream().allMatch(Row::done)) {
      return PublishOutcome.ALREADY_PUBLISHED;
    }
    boolean current =
        claim.attempts().entrySet().stream()
            .allMatch(each -> row(each.getKey(), claim.slot()).attempts() == each.getValue());
    return current && held.stream().noneMatch(Row::done)
        ? PublishOutcome.STORED
        : PublishOutcome.SUPERSEDED;
  }

  private void store(SlotClaim claim, Publication publication) {
    publications.add(publication);
    claim
        .attempts()
        .keySet()
        .forEach(category -> doneElsewhere(category, publication.slot(), publication.late()));
    Stream.concat(publication.lateBars().stream(), publication.symbols().stream())
        .map(SymbolResult::signals)
        .flatMap(List::stream)
        .forEach(signal -> signals.putIfAbsent(signal.key(), signal));
  }

  /** As if another process of the generation had published the slot. */
  void doneElsewhere(Category category, Instant slot, boolean late) {
    Key key = new Key(category, slot);
    Row was = rows.get(key);
    rows.put(key, new Row(true, was.attempts(), was.late() || late));
    done.add(key);
  }
}
