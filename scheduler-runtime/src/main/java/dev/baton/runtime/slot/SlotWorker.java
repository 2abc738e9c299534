package dev.baton.runtime.slot;

import dev.baton.calendar.ReloadableCalendar;
import dev.baton.ownership.Declaration;
import dev.baton.ownership.Ownership;
import dev.baton.repeat.Repetition;
import dev.baton.runtime.clock.SlotClock;
import dev.baton.runtime.settings.BatonConfig;
import dev.baton.runtime.settings.SchedulerSettings;
import dev.baton.scan.ScanCore;
import dev.baton.slot.Timetable;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Keeps the slot runner alive: the scheduler's heartbeat starts its thread, and starts it again should it die. A service that
 * scans no category has none. Which slots are due does not concern the heartbeat.
 */
@ApplicationScoped
public class SlotWorker {

  private static final Logger LOG = Logger.getLogger(SlotWorker.class);

  /** The longest wait for the slot thread's end at a shutdown. */
  private static final Duration PATIENCE = Duration.ofSeconds(8);

  private final SlotRunner runner;
  private final SlotStatus status;
  private final boolean idle;
  private Optional<Thread> thread = Optional.empty();
  private boolean stopping;
  private boolean started;

  SlotWorker(
      SchedulerSettings settings,
      ReloadableCalendar calendar,
      SlotClock clock,
      SlotStore store,
      ScanCore core,
      Outage outage,
      SlotStatus status,
      Declaration declaration,
      Ownership ownership,
      BatonConfig config) {
    this.idle = !declaration.scans();
    this.status = status;
    Timetable timetable = settings.timetable(calendar);
    this.runner =
        new SlotRunner(
            timetable,
            settings.generation(),
            clock,
            store,
            new SlotScan(timetable, core, settings, ownership, clock, outage, config.attempts()),
            new SlotRunner.Settings(
                declaration.scanned(),
                config.fetchLag(),
                config.lateAfter(),
                config.outageHold(),
                config.since()),
            attempt -> Thread.sleep(Repetition.WaitRule.DEFAULT.before(attempt)),
            status);
  }

  @RunOnVirtualThread
  @Scheduled(
      every = "{baton.heartbeat:1s}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
      skipExecutionIf = Scheduled.ApplicationNotRunning.class)
  synchronized void beat() {
    if (idle || stopping || thread.filter(Thread::isAlive).isPresent()) {
      return;
    }
    if (started) {
      LOG.error("slots=restarted reason=\"the thread had died\"");
    }
    started = true;
    thread = Optional.of(Thread.ofPlatform().name("slots").start(this::work));
  }

  /** Whether the thread is alive, or need not be. */
  public synchronized boolean alive() {
    return idle || !started || thread.filter(Thread::isAlive).isPresent();
  }

  private void work() {
    try {
      runner.run();
    } catch (InterruptedException e) {
      LOG.info("slots=stopped");
    } catch (RuntimeException | Error e) {
      status.died(e);
      LOG.error("slots=died; the next heartbeat starts them again", e);
    }
  }

  /** The first step of a shutdown: the slot in work ends, undone, before what it uses. */
  void stop(@Observes @Priority(1) ShutdownEvent event) throws InterruptedException {
    Optional<Thread> running;
    synchronized (this) {
      stopping = true;
      running = thread;
    }
    if (running.isPresent()) {
      running.get().interrupt();
      if (!running.get().join(PATIENCE)) {
        LOG.warnf(
            "slots=running patience=%s; the service ends without waiting any longer", PATIENCE);
      }
    }
  }
}
