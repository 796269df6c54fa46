package org.mae4j.ui;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.net.InetAddress;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.mae4j.base.UserException;
import org.mae4j.config.UiConfig;
import org.mae4j.ui.catalog.RunCatalog;
import org.mae4j.ui.dl4j.RunSessions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A web server for the live pages of runs. It reads the run directories and never influences a run. */
public final class UiServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(UiServer.class);
  /** Runs on Deeplearning4j's pages, which keep megabytes of each in memory. */
  private static final int DL4J_RUNS = 50;

  private final Vertx vertx;
  private final Dl4jUiServer pages;
  private final RunSessions sessions;

  private UiServer(Vertx vertx, Dl4jUiServer pages, RunSessions sessions) {
    this.vertx = vertx;
    this.pages = pages;
    this.sessions = sessions;
  }

  /**
   * Starts a server.
   *
   * @param roots run directories, sweep directories, or parent directories of these; absent ones may be created later
   * @throws UserException if the host is unknown or not an address of this machine, or if the port cannot be used
   */
  public static UiServer start(UiConfig config, List<Path> roots) {
    InetAddress address = address(config.host());
    RunCatalog catalog = new RunCatalog(roots);
    Dl4jUiServer pages = new Dl4jUiServer(config, address, new RunsModule(catalog));
    // Vert.x would print a stack trace on the terminal whenever a busy machine lets a thread wait for seconds.
    Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(2)
        .setBlockedThreadCheckInterval(Duration.ofDays(365).toMillis())
        .setInternalBlockingPoolSize(1).setFileSystemOptions(
            new FileSystemOptions().setClassPathResolvingEnabled(false).setFileCachingEnabled(false)));
    try {
      deploy(vertx, pages);
    } catch (SocketException e) {
      close(vertx);
      throw new UserException(PortCheck.message(config, address, e));
    } catch (RuntimeException | Error e) {
      close(vertx);
      throw e;
    }
    if (!address.isLoopbackAddress()) {
      LOG.warn("The live pages listen on {}. Everyone who can reach this address can see the runs, without a password.",
          config.host());
    }
    RunSessions sessions = new RunSessions(() -> catalog.current().directories(DL4J_RUNS));
    pages.attach(sessions.storage());
    return new UiServer(vertx, pages, sessions);
  }

  private static InetAddress address(String host) {
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw new UserException("ui.host: unknown host '" + host + "'; use a name or an address of this machine");
    }
  }

  private static void deploy(Vertx vertx, Dl4jUiServer pages) throws SocketException {
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
      throw new IllegalStateException("interrupted while the live pages were started", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof SocketException failure) {
        throw failure;
      }
      throw new IllegalStateException("cannot start the live pages", e.getCause());
    }
  }

  /** Returns the URL of the server for a browser. */
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
