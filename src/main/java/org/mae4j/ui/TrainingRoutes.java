package org.mae4j.ui;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.deeplearning4j.core.storage.StatsStorage;
import org.deeplearning4j.ui.api.Route;
import org.deeplearning4j.ui.api.UIModule;
import org.deeplearning4j.ui.i18n.I18NProvider;

/**
 * The routes of Deeplearning4j's training pages, with the assets that they load.
 *
 * @param module Deeplearning4j's module, whose own pages are replaced by {@link TrainingPages}
 * @param storage returns the storage whose sessions the pages show
 */
record TrainingRoutes(UIModule module, Supplier<StatsStorage> storage) {
  private static final Set<String> LANGUAGES = Set.of("de", "en", "ja", "ko", "ru", "zh");
  /** Policy of Deeplearning4j's pages, which have inline scripts and styles. */
  private static final String POLICY = "default-src 'self'; script-src 'self' 'unsafe-inline'; "
      + "style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; frame-ancestors 'none'; "
      + "base-uri 'none'; form-action 'none'; object-src 'none'";
  private static final Map<String, String> PAGES =
      Map.of("/train/overview", "Overview", "/train/model", "Model", "/train/system", "System");
  private static final String HTML = "text/html; charset=utf-8";
  private static final String TEXT = "text/plain; charset=utf-8";

  void addTo(WorkerRoutes routes) {
    // Deeplearning4j's own redirection drops the headers of RequestFilter.
    routes.redirect("/train", "train/overview");
    routes.get("/assets/*", rc -> asset(rc, WebAssets.ofDl4j(rc.request().path().substring("/assets/".length()))));
    routes.get("/setlang/:to", TrainingRoutes::setLanguage);
    PAGES.forEach((route, name) -> routes.get(route, rc -> page(rc, name)));
    routes.get("/train/times", rc -> Answers.send(rc, HttpResponseStatus.OK, SessionTimes.json(storage.get())));
    module.getRoutes().stream().filter(route -> !PAGES.containsKey(route.getRoute()))
        .forEach(route -> routes.get(route.getRoute(), rc -> serve(route, rc)));
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
  private static void serve(Route route, RoutingContext rc) {
    if (!Optional.ofNullable(rc.pathParam("layerId")).orElse("0").matches("\\d{1,9}")) {
      missing(rc);
      return;
    }
    rc.response().putHeader(HttpHeaders.CONTENT_TYPE, TEXT);
    try {
      WorkerRoutes.serve(route, rc);
    } catch (IndexOutOfBoundsException | NullPointerException e) {
      if (!route.getRoute().endsWith("/:layerId")) {
        throw e;
      }
      missing(rc); // the module throws this if the session has no such layer or no such worker
    }
  }
}
