package org.mae4j.ui;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.deeplearning4j.core.storage.StatsStorage;
import org.deeplearning4j.ui.VertxUIServer;
import org.deeplearning4j.ui.api.Route;
import org.deeplearning4j.ui.api.UIModule;
import org.deeplearning4j.ui.i18n.I18NProvider;
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
  private static final Set<String> LANGUAGES = Set.of("de", "en", "ja", "ko", "ru", "zh");
  /** Policy of Deeplearning4j's pages, which have inline scripts and styles. */
  private static final String POLICY = "default-src 'self'; script-src 'self' 'unsafe-inline'; "
      + "style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; frame-ancestors 'none'; "
      + "base-uri 'none'; form-action 'none'; object-src 'none'";
  /** Longer than the polling interval of the pages. */
  private static final int IDLE_SECONDS = 60;
  private static final Map<String, String> PAGES =
      Map.of("/train/overview", "Overview", "/train/model", "Model", "/train/system", "System");
  private static final String HTML = "text/html; charset=utf-8";
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
    get(router, "/", rc -> redirect(rc, "mae4j"));
    // Deeplearning4j's own redirection drops the headers of RequestFilter.
    get(router, "/train", rc -> redirect(rc, "train/overview"));
    get(router, "/assets/*", rc -> asset(rc, WebAssets.ofDl4j(rc.request().path().substring("/assets/".length()))));
    get(router, "/setlang/:to", Dl4jUiServer::setLanguage);
    PAGES.forEach((route, name) -> get(router, route, rc -> page(rc, name)));
    get(router, "/train/times", rc -> Answers.send(rc, HttpResponseStatus.OK, SessionTimes.json(storage)));
    trainingModule.getRoutes().stream().filter(route -> !PAGES.containsKey(route.getRoute()))
        .forEach(route -> get(router, route.getRoute(), rc -> serveTraining(route, rc)));
    runsModule.getRoutes().forEach(route -> get(router, route.getRoute(), rc -> serve(route, rc)));
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

  /** Registers a handler that runs on a worker thread, because it reads files. */
  private static void get(Router router, String route, Consumer<RoutingContext> answer) {
    router.route(route).method(HttpMethod.GET).method(HttpMethod.HEAD).blockingHandler(answer::accept, false);
  }

  private static void redirect(RoutingContext rc, String to) {
    rc.response().putHeader(HttpHeaders.LOCATION, to).setStatusCode(HttpResponseStatus.FOUND.code()).end();
  }

  private static void page(RoutingContext rc, String name) {
    rc.response().putHeader("Content-Security-Policy", POLICY).putHeader(HttpHeaders.CONTENT_TYPE, HTML)
        .end(TrainingPages.page(name));
  }

  private static void asset(RoutingContext rc, Optional<WebAssets.Asset> asset) {
    if (asset.isEmpty()) {
      missing(rc);
    } else {
      rc.response().putHeader(HttpHeaders.CONTENT_TYPE, asset.get().type()).end(Buffer.buffer(asset.get().bytes()));
    }
  }

  private static void missing(RoutingContext rc) {
    rc.response().setStatusCode(HttpResponseStatus.NOT_FOUND.code()).putHeader(HttpHeaders.CONTENT_TYPE, TEXT)
        .end("no such page\n");
  }

  private static void setLanguage(RoutingContext rc) {
    String language = rc.pathParam("to");
    if (LANGUAGES.contains(language)) {
      I18NProvider.getInstance().setDefaultLanguage(language);
      rc.response().end();
    } else {
      missing(rc);
    }
  }

  /** Adds the media type, which Deeplearning4j omits, and checks numbers in paths, which it does not. */
  private static void serveTraining(Route route, RoutingContext rc) {
    if (!Optional.ofNullable(rc.pathParam("layerId")).orElse("0").matches("\\d{1,9}")) {
      missing(rc);
      return;
    }
    rc.response().putHeader(HttpHeaders.CONTENT_TYPE, TEXT);
    try {
      serve(route, rc);
    } catch (IndexOutOfBoundsException | NullPointerException e) {
      if (!route.getRoute().endsWith("/:layerId")) {
        throw e;
      }
      missing(rc); // the module throws this if the session has no such layer or no such worker
    }
  }

  private static void serve(Route route, RoutingContext rc) {
    List<String> parameters = new ArrayList<>();
    Arrays.stream(route.getRoute().split("/")).filter(part -> part.startsWith(":"))
        .forEach(part -> parameters.add(rc.pathParam(part.substring(1))));
    route.getConsumer().accept(parameters, rc);
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
