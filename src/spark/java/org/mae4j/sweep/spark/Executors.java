package org.mae4j.sweep.spark;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorAdded;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import org.apache.spark.scheduler.TaskInfo;
import org.mae4j.base.UserException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.jdk.javaapi.CollectionConverters;

/** The executors as they come and go, and what they work on; tells it. */
final class Executors extends SparkListener {
  private static final Logger LOG = LoggerFactory.getLogger(Executors.class);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  /** A cluster may replace what it lost. */
  static final Duration ABSENCE = Duration.ofMinutes(5);
  /** Those of a cluster come one after another. */
  private static final Duration CALM = Duration.ofSeconds(3);
  private static final long POLL_MILLIS = 100;
  /** Spark's property for what people are told of a job. */
  private static final String DESCRIPTION = "spark.job.description";

  private final SparkContext context;
  private final int threads;
  private final Map<String, String> hosts = new HashMap<>();
  private final Map<Integer, String> jobs = new HashMap<>();
  /** Tasks under way, and of which stage. */
  private final Map<Long, Integer> running = new HashMap<>();
  private long lastSeen = System.nanoTime();
  private boolean closing;

  /** @param threads that each candidate takes */
  Executors(SparkContext context, int threads) {
    this.context = context;
    this.threads = threads;
    context.addSparkListener(this);
  }

  /** Candidates that there is room for at once. */
  int slots() {
    return slotsOfEach().sum();
  }

  /** Candidates that the largest executor has room for, at least 1. */
  int largest() {
    return slotsOfEach().max().orElse(1);
  }

  private IntStream slotsOfEach() {
    return CollectionConverters.asJava(context.statusStore().executorList(true)).stream()
        .mapToInt(executor -> executor.totalCores() / threads);
  }

  /**
   * Waits until there is room for a candidate, and a little longer for the executors after the first.
   *
   * @param expected candidates that there will be room for; 0 where that is not known, until no more executors come
   * @throws UserException if there is no room in time
   */
  synchronized void awaitRoom(int expected) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    long change = System.nanoTime();
    int before = 0;
    int slots = slots();
    while (System.nanoTime() < end && !context.isStopped() && (slots == 0 || slots < expected
        || expected == 0 && System.nanoTime() - change < CALM.toNanos())) {
      change = slots == before ? change : System.nanoTime();
      before = slots;
      pause();
      slots = slots();
    }
    if (context.isStopped()) {
      throw new UserException("Spark gave up; the logs of its master and workers say why");
    }
    if (slots == 0) {
      throw new UserException("no executor with " + threads + (threads == 1 ? " core" : " cores") + " for a candidate "
          + "came within " + PATIENCE.toSeconds() + " s");
    }
  }

  /** Whether there was none for {@link #ABSENCE}; to be asked now and then. */
  synchronized boolean gone() {
    long now = System.nanoTime();
    lastSeen = slots() > 0 ? now : lastSeen;
    return now - lastSeen > ABSENCE.toNanos();
  }

  /** Waits until nobody works on {@code title}; false if that takes too long. */
  synchronized boolean awaitEnd(String title) {
    long start = System.nanoTime();
    while (running.values().stream().anyMatch(stage -> title.equals(jobs.get(stage)))) {
      if (System.nanoTime() - start > PATIENCE.toNanos()) {
        return false;
      }
      pause();
    }
    return true;
  }

  private void pause() {
    try {
      wait(POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while Spark works", e);
    }
  }

  /** From now on executors leave because they were told to. */
  synchronized void closing() {
    closing = true;
  }

  @Override
  public synchronized void onExecutorAdded(SparkListenerExecutorAdded event) {
    hosts.put(event.executorId(), event.executorInfo().executorHost());
  }

  @Override
  public synchronized void onExecutorRemoved(SparkListenerExecutorRemoved event) {
    if (!closing) {
      LOG.warn("executor {} on {} is lost: {}", event.executorId(), hosts.getOrDefault(event.executorId(), "?"),
          event.reason().lines().findFirst().orElse("no reason was given"));
    }
  }

  @Override
  public synchronized void onJobStart(SparkListenerJobStart event) {
    CollectionConverters.asJava(event.stageIds())
        .forEach(stage -> jobs.put((Integer) stage, event.properties().getProperty(DESCRIPTION)));
  }

  @Override
  public synchronized void onTaskStart(SparkListenerTaskStart event) {
    TaskInfo task = event.taskInfo();
    running.put(task.taskId(), event.stageId());
    LOG.info("{}: {} on executor {} on {}", jobs.get(event.stageId()),
        task.attemptNumber() == 0 ? "runs" : "runs again", task.executorId(), task.host());
  }

  @Override
  public synchronized void onTaskEnd(SparkListenerTaskEnd event) {
    running.remove(event.taskInfo().taskId());
  }
}
