package org.mae4j.sweep.spark;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaSparkContext;
import org.mae4j.base.UserException;
import org.mae4j.sweep.cluster.Cluster;

/** Connects to Apache Spark. System properties that begin with {@code spark.} are settings of Spark. */
public final class SparkCluster implements Cluster {
  private static final String STANDALONE = "spark://";
  private static final int CONNECT_MILLIS = 10_000;
  /** JVM options of mae4j's launcher. */
  private static final String JAVA_OPTIONS = "-XX:+UseSerialGC -Djava.awt.headless=true "
      + "-Dorg.bytedeco.javacpp.maxbytes=0 -Dorg.bytedeco.javacpp.maxphysicalbytes=0";
  /** Environment variables of the launcher that do not depend on the machine. */
  private static final List<String> ENVIRONMENT =
      List.of("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MALLOC_ARENA_MAX", "GLIBC_TUNABLES");

  @Override
  public Session connect(String master, int threads) {
    if (master.startsWith(STANDALONE)) {
      requireAnswer(master);
    }
    JavaSparkContext context = context(conf(master, threads));
    Executors executors = new Executors(context.sc(), threads);
    SparkDriver driver = new SparkDriver(context, executors);
    try {
      executors.awaitSlots(expected(master, threads));
      return driver;
    } catch (UserException e) {
      driver.close();
      throw new UserException("--spark " + master + ": " + e.getMessage());
    }
  }

  private static SparkConf conf(String master, int threads) {
    SparkConf conf = new SparkConf().setMaster(master).setAppName("mae4j sweep")
        // Executors use the classes and the version of Spark of the driver.
        .set("spark.executor.extraClassPath", System.getProperty("java.class.path"))
        .set("spark.task.cpus", Integer.toString(threads))
        // A trial must not run twice at the same time.
        .set("spark.speculation", "false")
        // The pages of Spark need libraries that are excluded from the build.
        .set("spark.ui.enabled", "false");
    conf.set("spark.executor.extraJavaOptions",
        (JAVA_OPTIONS + " " + conf.get("spark.executor.extraJavaOptions", "")).trim());
    // A trial that fails completes its task normally; only tasks of lost executors are retried.
    conf.setIfMissing("spark.task.maxFailures", "3");
    conf.setIfMissing("spark.executor.memory", "2g");
    ENVIRONMENT.forEach(name -> Optional.ofNullable(System.getenv(name))
        .ifPresent(value -> conf.setIfMissing("spark.executorEnv." + name, value)));
    return conf;
  }

  /** Spark itself takes a minute to detect this, and reports it in many lines. */
  private static void requireAnswer(String master) {
    List<String> problems = Stream.of(master.substring(STANDALONE.length()).split(",")).map(SparkCluster::problem)
        .toList();
    if (problems.stream().noneMatch(String::isEmpty)) {
      throw new UserException("--spark " + master + ": " + String.join("; ", problems));
    }
  }

  /** Returns why {@code place}, {@code HOST:PORT}, cannot be reached; empty if it can. */
  private static String problem(String place) {
    Matcher parts = Pattern.compile("(.+):(\\d{1,5})").matcher(place);
    if (!parts.matches()) {
      return "expected HOST:PORT, found '" + place + "'";
    }
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(parts.group(1), Integer.parseInt(parts.group(2))), CONNECT_MILLIS);
      return "";
    } catch (IOException | IllegalArgumentException e) {
      return "no answer from " + place + ": " + e.getMessage();
    }
  }

  private static JavaSparkContext context(SparkConf conf) {
    try {
      return new JavaSparkContext(conf);
    } catch (Exception e) {
      // Spark throws its checked exception undeclared, and others if the master rejects it during the start.
      if (e instanceof SparkException || e instanceof IllegalArgumentException || e instanceof IllegalStateException) {
        String message = String.join(" ", String.valueOf(e.getMessage()).lines().toList());
        throw new UserException("--spark " + conf.get("spark.master") + ": " + message
            + (message.contains("cpus per task") ? " A trial uses as many cores as the experiment has threads" : ""));
      }
      throw e;
    }
  }

  /** Returns the number of slots to wait for; 0 if {@code master} does not tell. */
  private static int expected(String master, int threads) {
    Matcher cluster = Pattern.compile("local-cluster\\[\\s*(\\d+)\\s*,\\s*(\\d+)\\s*,.*").matcher(master);
    if (cluster.matches()) {
      return Integer.parseInt(cluster.group(1)) * (Integer.parseInt(cluster.group(2)) / threads);
    }
    return master.startsWith("local") ? 1 : 0;
  }
}
