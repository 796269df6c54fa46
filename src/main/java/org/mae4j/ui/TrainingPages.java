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
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.deeplearning4j.core.storage.StatsStorage;
import org.deeplearning4j.ui.VertxUIServer;
import org.deeplearning4j.ui.api.Route;
import org.deeplearning4j.ui.api.UIModule;
import org.deeplearning4j.ui.i18n.I18NProvider;
import org.deeplearning4j.ui.module.train.TrainModule;
import org.mae4j.config.UiConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deeplearning4j's server with another front: it listens on one host, answers through a {@link RequestFilter}, and has of
 * Deeplearning4j's modules the training pages alone. What accepts data there is not closed but absent.
 */
final class TrainingPages extends VertxUIServer {
  private static final Logger LOG = LoggerFactory.getLogger(TrainingPages.class);
  private static final Set<String> LANGUAGES = Set.of("de", "en", "ja", "ko", "ru", "zh");
  /** These pages have scripts and styles within them. */
  private static final String POLICY = "default-src 'self'; script-src 'self' 'unsafe-inline'; "
      + "style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; frame-ancestors 'none'; "
      + "base-uri 'none'; form-action 'none'; object-src 'none'";
  /** A page that is watched asks more often. */
  private static final int IDLE_SECONDS = 60;
  private static final String HTML = "text/html; charset=utf-8";
  private static final String TEXT = "text/plain; charset=utf-8";

  private final UiConfig config;
  private final InetAddress address;
  private final UIModule training = new TrainModule();
  private final UIModule own;
  private HttpServer server;

  /**
   * @param address of the host
   * @param own module of the project's own page
   */
  TrainingPages(UiConfig config, InetAddress address, UIModule own) {
    this.config = config;
    this.address = address;
    this.own = own;
  }

  @Override
  public void start(Promise<Void> started) {
    Router router = Router.router(vertx);
    get(router, "/", rc -> redirect(rc, "/mae4j"));
    get(router, "/train", rc -> redirect(rc, "/train/overview")); // its own way there drops what RequestFilter has set
    get(router, "/assets/*", rc -> asset(rc, Assets.ofDl4j(rc.request().path().substring("/assets/".length()))));
    get(router, "/setlang/:to", TrainingPages::setLanguage);
    training.getRoutes().forEach(route -> get(router, route.getRoute(), rc -> train(route, rc)));
    own.getRoutes().forEach(route -> get(router, route.getRoute(), rc -> serve(route, rc)));
    router.errorHandler(HttpResponseStatus.INTERNAL_SERVER_ERROR.code(), TrainingPages::failed);
    server = vertx.createHttpServer(new HttpServerOptions().setHost(address.getHostAddress()).setPort(config.port())
            .setIdleTimeout(IDLE_SECONDS))
        .requestHandler(new RequestFilter(new HostNames(config.host(), address), router));
    server.listen(result -> {
      if (result.succeeded()) {
        started.complete();
      } else {
        started.fail(result.cause());
      }
    });
  }

  /** On a thread that may wait for the disk. */
  private static void get(Router router, String route, Consumer<RoutingContext> answer) {
    router.route(route).method(HttpMethod.GET).method(HttpMethod.HEAD).blockingHandler(answer::accept, false);
  }

  private static void redirect(RoutingContext rc, String to) {
    rc.response().putHeader(HttpHeaders.LOCATION, to).setStatusCode(HttpResponseStatus.FOUND.code()).end();
  }

  private static void asset(RoutingContext rc, Optional<Assets.Asset> asset) {
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

  /** Deeplearning4j leaves the type of its pages to the browser's guess, and numbers in addresses unchecked. */
  private static void train(Route route, RoutingContext rc) {
    boolean number = Optional.ofNullable(rc.pathParam("layerId")).orElse("0").matches("\\d{1,9}");
    if (!number) {
      missing(rc);
      return;
    }
    boolean page = List.of("overview", "model", "system").contains(last(route.getRoute()));
    rc.response().putHeader("Content-Security-Policy", POLICY)
        .putHeader(HttpHeaders.CONTENT_TYPE, page ? HTML : TEXT);
    try {
      serve(route, rc);
    } catch (IndexOutOfBoundsException | NullPointerException e) {
      if (!route.getRoute().endsWith("/:layerId")) {
        throw e;
      }
      missing(rc); // how that module takes a layer, or a worker chosen before, which the session does not have
    }
  }

  private static String last(String route) {
    return route.substring(route.lastIndexOf('/') + 1);
  }

  private static void serve(Route route, RoutingContext rc) {
    List<String> parameters = new ArrayList<>();
    Arrays.stream(route.getRoute().split("/")).filter(part -> part.startsWith(":"))
        .forEach(part -> parameters.add(rc.pathParam(part.substring(1))));
    route.getConsumer().accept(parameters, rc);
  }

  private static void failed(RoutingContext rc) {
    LOG.warn("the UI failed at {}", rc.request().path(), rc.failure());
    rc.response().setStatusCode(HttpResponseStatus.INTERNAL_SERVER_ERROR.code())
        .putHeader(HttpHeaders.CONTENT_TYPE, TEXT).end("the server failed; its log tells why\n");
  }

  /** Shows what a storage holds and will hold. */
  @Override
  public void attach(StatsStorage storage) {
    storage.registerStatsStorageListener(event -> training.reportStorageEvents(List.of(event)));
    training.onAttach(storage);
  }

  @Override
  public int getPort() {
    return server.actualPort();
  }

  /** The host as the user named it, for an address that a browser opens. */
  @Override
  public String getAddress() {
    String host = address.isAnyLocalAddress() ? "localhost" : config.host();
    return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + getPort();
  }
}
