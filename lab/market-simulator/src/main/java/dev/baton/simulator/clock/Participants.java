package dev.baton.simulator.clock;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import dev.baton.simulator.clock.ClockReading.Participant;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** The services that govern the clock, and what each does next. The clock's lock guards it; times are {@link System#nanoTime}. */
final class Participants {

  private final Map<String, Member> members = new TreeMap<>();
  private final long liveNanos;

  /**
   * @param liveFor real time after which a silent participant no longer governs the clock
   */
  Participants(Duration liveFor) {
    this.liveNanos = liveFor.toNanos();
  }

  /** A participant. One that waits for an answer counts as heard of. */
  final class Member {

    private ClockPlan plan = new ClockPlan(Instant.MAX, Instant.MAX, Instant.MAX);
    private long lastHeard;
    private int waits;
    private boolean governs;

    /** Takes its newest plan; with it, it governs the clock again. */
    void plan(ClockPlan newest, long nano) {
      plan = newest;
      governs = true;
      lastHeard = nano;
    }

    void heard(long nano) {
      lastHeard = nano;
    }

    void beginWait() {
      waits++;
    }

    /** Ends a wait of a plan or inside a slot: it was there until now. */
    void endWait(long nano) {
      waits--;
      lastHeard = nano;
    }

    private boolean live(long nano) {
      return waits > 0 || nano - lastHeard <= liveNanos;
    }
  }

  Optional<Member> find(String name) {
    return Optional.ofNullable(members.get(name));
  }

  /** Adds one without a plan. */
  Member add(String name) {
    Member member = new Member();
    members.put(name, member);
    return member;
  }

  /** One that governs nothing, for a caller that has no plan. */
  Member stranger() {
    return new Member();
  }

  /** Removes it; returns whether it was there. */
  boolean remove(String name) {
    return members.remove(name) != null;
  }

  boolean containsAll(Collection<String> names) {
    return members.keySet().containsAll(names);
  }

  /** Updates who governs the clock; returns the names of those that were silent for too long since the last call. */
  List<String> update(long nano) {
    List<String> silent = new ArrayList<>();
    members.forEach(
        (name, member) -> {
          boolean live = member.live(nano);
          if (member.governs && !live) {
            silent.add(name);
          }
          member.governs = live;
        });
    return silent;
  }

  /** Whether any of them governs the clock. */
  boolean anyGoverns() {
    return members.values().stream().anyMatch(member -> member.governs);
  }

  /** The earliest wake-up of those that govern the clock; {@link Instant#MAX} if there is none. */
  Instant wakeAt() {
    return earliest(ClockPlan::wakeAt);
  }

  /** The earliest moment that those that govern the clock keep it from; {@link Instant#MAX} if there is none. */
  Instant pauseAt() {
    return earliest(ClockPlan::pauseAt);
  }

  private Instant earliest(Function<ClockPlan, Instant> moment) {
    return members.values().stream()
        .filter(member -> member.governs)
        .map(member -> moment.apply(member.plan))
        .min(Instant::compareTo)
        .orElse(Instant.MAX);
  }

  /** Nanoseconds until the next silent one stops governing the clock; {@link Long#MAX_VALUE} if none does. */
  long untilNextSilent(long nano) {
    return members.values().stream()
        .filter(member -> member.waits == 0)
        .mapToLong(member -> member.lastHeard + liveNanos - nano)
        .filter(left -> left >= 0)
        .min()
        .orElse(Long.MAX_VALUE);
  }

  List<Participant> list(long nano) {
    List<Participant> list = new ArrayList<>();
    members.forEach(
        (name, member) ->
            list.add(
                new Participant(
                    name,
                    member.plan,
                    member.waits > 0 ? 0 : NANOSECONDS.toMillis(nano - member.lastHeard),
                    member.live(nano))));
    return list;
  }
}
