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

/** Tracks and logs the executors and their tasks. */
final class Executors extends SparkListener {
  private static final Logger LOG = LoggerFactory.getLogger(Executors.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  /** Time in which a cluster may replace lost executors. */
  static final Duration MAX_ABSENCE = Duration.ofMinutes(5);
  /** Time without a new executor after which no more are expected. */
  private static final Duration SETTLING_TIME = Duration.ofSeconds(3);
  private static final long POLL_MILLIS = 100;
  /** Spark's property for the description of a job. */
  private static final String DESCRIPTION = "spark.job.description";

  private final SparkContext context;
  private final int threads;
  private final Map<String, String> hosts = new HashMap<>();
  private final Map<Integer, String> jobs = new HashMap<>();
  /** Stages of the running tasks, by task. */
  private final Map<Long, Integer> running = new HashMap<>();
  private long lastSeen = System.nanoTime();
  private boolean closing;

  /** @param threads cores that each trial uses */
  Executors(SparkContext context, int threads) {
    this.context = context;
    this.threads = threads;
    context.addSparkListener(this);
  }

  /** Returns the number of trials that can run at the same time. */
  int slots() {
    return slotsOfEach().sum();
  }

  /** Returns the number of trials that fit on the largest executor, at least 1. */
  int largest() {
    return slotsOfEach().max().orElse(1);
  }

  private IntStream slotsOfEach() {
    return CollectionConverters.asJava(context.statusStore().executorList(true)).stream()
        .mapToInt(executor -> executor.totalCores() / threads);
  }

  /**
   * Waits until there is a slot for a trial, and a little longer for further executors.
   *
   * @param expected number of slots to wait for; 0 if unknown, to wait until no more executors are added
   * @throws UserException if no slot becomes available
   */
  synchronized void awaitSlots(int expected) {
    long end = System.nanoTime() + TIMEOUT.toNanos();
    long change = System.nanoTime();
    int before = 0;
    int slots = slots();
    while (System.nanoTime() < end && !context.isStopped() && (slots == 0 || slots < expected
        || expected == 0 && System.nanoTime() - change < SETTLING_TIME.toNanos())) {
      change = slots == before ? change : System.nanoTime();
      before = slots;
      pause();
      slots = slots();
    }
    if (context.isStopped()) {
      throw new UserException("Spark stopped; see the logs of its master and workers");
    }
    if (slots == 0) {
      throw new UserException("no executor with " + threads + (threads == 1 ? " core" : " cores")
          + " became available within " + TIMEOUT.toSeconds() + " s");
    }
  }

  /** Returns whether there was no executor for {@link #MAX_ABSENCE}; must be called regularly. */
  synchronized boolean gone() {
    long now = System.nanoTime();
    lastSeen = slots() > 0 ? now : lastSeen;
    return now - lastSeen > MAX_ABSENCE.toNanos();
  }

  /** Waits until no task of the run {@code title} is running; returns false on a timeout. */
  synchronized boolean awaitEnd(String title) {
    long start = System.nanoTime();
    while (running.values().stream().anyMatch(stage -> title.equals(jobs.get(stage)))) {
      if (System.nanoTime() - start > TIMEOUT.toNanos()) {
        return false;
      }
      pause();
    }
    return true;
  }

  @SuppressWarnings("WaitNotInLoop") // the callers check their conditions in a loop
  private void pause() {
    try {
      wait(POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for Spark", e);
    }
  }

  /** Suppresses warnings about lost executors from now on. */
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
          event.reason().lines().findFirst().orElse("unknown reason"));
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
        task.attemptNumber() == 0 ? "running" : "running again", task.executorId(), task.host());
  }

  @Override
  public synchronized void onTaskEnd(SparkListenerTaskEnd event) {
    running.remove(event.taskInfo().taskId());
  }
}
