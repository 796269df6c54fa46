package org.mae4j.ui;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.mae4j.base.UserException;
import org.mae4j.config.UiConfig;
import org.mae4j.ui.dl4j.RunSessions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves live pages of runs, from what they leave on the disk, until it is closed. */
public final class UiServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(UiServer.class);
  private static final int TRIED_PORTS = 100;
  private static final int LAST_PORT = 65535;

  private final Vertx vertx;
  private final TrainingPages pages;
  private final RunSessions sessions;

  private UiServer(Vertx vertx, TrainingPages pages, RunSessions sessions) {
    this.vertx = vertx;
    this.pages = pages;
    this.sessions = sessions;
  }

  /**
   * Starts serving.
   *
   * @param roots run directories, directories of sweeps, or directories that hold such; absent ones may come to be
   * @throws UserException if the host is unknown or no address of this machine, or the port is busy or not allowed
   */
  public static UiServer start(UiConfig config, List<Path> roots) {
    InetAddress address = address(config.host());
    Catalog catalog = new Catalog(roots);
    TrainingPages pages = new TrainingPages(config, address, new RunsModule(catalog));
    Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(2)
        .setInternalBlockingPoolSize(1).setFileSystemOptions(
            new FileSystemOptions().setClassPathResolvingEnabled(false).setFileCachingEnabled(false)));
    try {
      await(vertx, pages);
    } catch (SocketException e) {
      close(vertx);
      throw new UserException(busy(config, address, e));
    } catch (RuntimeException | Error e) {
      close(vertx);
      throw e;
    }
    if (!address.isLoopbackAddress()) {
      LOG.warn("the live pages listen on {}: whoever reaches it sees the runs, without a password", config.host());
    }
    RunSessions sessions = new RunSessions(catalog::directories);
    pages.attach(sessions.storage());
    return new UiServer(vertx, pages, sessions);
  }

  private static InetAddress address(String host) {
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw new UserException("ui.host: unknown host '" + host + "'");
    }
  }

  private static void await(Vertx vertx, TrainingPages pages) throws SocketException {
    CompletableFuture<String> deployed = new CompletableFuture<>();
    vertx.deployVerticle(pages, new DeploymentOptions(), result -> {
      if (result.succeeded()) {
        deployed.complete(result.result());
      } else {
        deployed.completeExceptionally(result.cause());
      }
    });
    try {
      deployed.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the UI started", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof SocketException failure) {
        throw failure;
      }
      throw new IllegalStateException("the UI did not start", e.getCause());
    }
  }

  private static String busy(UiConfig config, InetAddress address, SocketException cause) {
    if (!isFree(address, 0)) {
      return "ui.host: '" + config.host() + "' is no address of this machine";
    }
    OptionalInt next = IntStream.rangeClosed(config.port() + 1, Math.min(config.port() + TRIED_PORTS, LAST_PORT))
        .filter(port -> isFree(address, port)).findFirst();
    return "ui.port: cannot listen on port " + config.port() + " (" + cause.getMessage() + ")"
        + (next.isPresent() ? "; port " + next.getAsInt() + " is free" : "");
  }

  private static boolean isFree(InetAddress address, int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, address)) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  /** Where a browser finds it. */
  public String address() {
    return pages.getAddress();
  }

  @Override
  public void close() {
    close(vertx);
    sessions.close();
  }

  private static void close(Vertx vertx) {
    CompletableFuture<Void> closed = new CompletableFuture<>();
    vertx.close(result -> closed.complete(null));
    closed.join();
  }
}
