package org.mae4j.ui;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.InetAddress;
import java.util.List;
import org.deeplearning4j.core.storage.StatsStorage;
import org.deeplearning4j.ui.VertxUIServer;
import org.deeplearning4j.ui.api.UIModule;
import org.deeplearning4j.ui.model.storage.InMemoryStatsStorage;
import org.deeplearning4j.ui.module.train.TrainModule;
import org.mae4j.config.UiConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deeplearning4j's UI server with a restricted router: it listens on one host, passes all requests through a
 * {@link RequestFilter}, and serves only the training pages and mae4j's page. Routes that accept data do not exist.
 */
final class Dl4jUiServer extends VertxUIServer {
  private static final Logger LOG = LoggerFactory.getLogger(Dl4jUiServer.class);
  /** Longer than the polling interval of the pages. */
  private static final int IDLE_SECONDS = 60;
  private static final String TEXT = "text/plain; charset=utf-8";

  private final UiConfig config;
  private final InetAddress address;
  private final UIModule trainingModule = new TrainModule();
  private final UIModule runsModule;
  private HttpServer server;
  private volatile StatsStorage storage = new InMemoryStatsStorage();

  /**
   * Creates a server, which starts when it is deployed.
   *
   * @param address address of the configured host
   * @param runsModule module of mae4j's page
   */
  Dl4jUiServer(UiConfig config, InetAddress address, UIModule runsModule) {
    this.config = config;
    this.address = address;
    this.runsModule = runsModule;
  }

  @Override
  public void start(Promise<Void> started) {
    Router router = Router.router(vertx);
    WorkerRoutes routes = new WorkerRoutes(router);
    routes.redirect("/", "mae4j");
    new TrainingRoutes(trainingModule, () -> storage).addTo(routes);
    runsModule.getRoutes().forEach(routes::add);
    router.errorHandler(HttpResponseStatus.INTERNAL_SERVER_ERROR.code(), Dl4jUiServer::sendFailure);
    server = vertx.createHttpServer(new HttpServerOptions().setHost(address.getHostAddress()).setPort(config.port())
        .setIdleTimeout(IDLE_SECONDS))
        .requestHandler(new RequestFilter(new AllowedHosts(config.host(), address, config.allowedHostNames()), router));
    server.listen(result -> {
      if (result.succeeded()) {
        started.complete();
      } else {
        started.fail(result.cause());
      }
    });
  }

  private static void sendFailure(RoutingContext rc) {
    LOG.warn("The live pages failed at {}.", rc.request().path(), rc.failure());
    rc.response().setStatusCode(HttpResponseStatus.INTERNAL_SERVER_ERROR.code())
        .putHeader(HttpHeaders.CONTENT_TYPE, TEXT).end("internal error; see the log of the server\n");
  }

  /** Shows the present and future sessions of a storage. */
  @Override
  public void attach(StatsStorage storage) {
    this.storage = storage;
    storage.registerStatsStorageListener(event -> trainingModule.reportStorageEvents(List.of(event)));
    trainingModule.onAttach(storage);
  }

  @Override
  public int getPort() {
    return server.actualPort();
  }

  /** Returns the URL with the configured host, for a browser. */
  @Override
  public String getAddress() {
    String host = address.isAnyLocalAddress() ? "localhost" : config.host();
    return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + getPort();
  }
}
