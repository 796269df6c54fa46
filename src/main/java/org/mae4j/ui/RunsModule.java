package org.mae4j.ui;

import com.fasterxml.jackson.databind.JsonNode;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.core.storage.StatsStorage;
import org.deeplearning4j.core.storage.StatsStorageEvent;
import org.deeplearning4j.ui.api.HttpMethod;
import org.deeplearning4j.ui.api.Route;
import org.deeplearning4j.ui.api.UIModule;
import org.deeplearning4j.ui.i18n.I18NResource;
import org.mae4j.base.UserException;
import org.mae4j.base.file.IoMessage;
import org.mae4j.ui.catalog.CatalogSnapshot;
import org.mae4j.ui.catalog.CatalogSnapshot.RunEntry;
import org.mae4j.ui.catalog.RunCatalog;
import org.mae4j.ui.json.EvaluationList;
import org.mae4j.ui.json.RunJson;
import org.mae4j.ui.json.RunListJson;
import org.mae4j.ui.json.RunTimes;

/**
 * mae4j's page and its JSON interface. Requests identify runs and sweeps by the ids of a {@link RunCatalog}, and pictures
 * by names that the interface has listed.
 */
final class RunsModule implements UIModule {
  private static final String PAGE = "/mae4j";
  private static final String API = PAGE + "/api";

  private final RunCatalog catalog;
  private final RunJson runJson = new RunJson();
  private final FileRoutes files;
  private final RunTimes times = new RunTimes();

  /** Converts a run to JSON. */
  private interface RunToJson {
    JsonNode of(RunEntry run) throws IOException;
  }

  RunsModule(RunCatalog catalog) {
    this.catalog = catalog;
    this.files = new FileRoutes(catalog);
  }

  @Override
  public List<Route> getRoutes() {
    return List.of(
        get(PAGE, (names, rc) -> Answers.send(rc, WebAssets.page())),
        get(PAGE + "/assets/:name", (names, rc) -> Answers.send(rc, WebAssets.own(names.get(0)))),
        get(API + "/evaluations", (names, rc) -> Answers.send(rc, HttpResponseStatus.OK, EvaluationList.json())),
        get(API + "/runs", (names, rc) -> list(rc)),
        get(API + "/runs/:id/curves", (names, rc) -> run(names, rc,
            run -> runJson.curves(run, Optional.ofNullable(rc.request().getParam("token")).orElse("")))),
        get(API + "/runs/:id/overview", (names, rc) -> run(names, rc, runJson::overview)),
        get(API + "/runs/:id/figures", (names, rc) -> run(names, rc, runJson::figures)),
        get(API + "/runs/:id/figures/:name", this::picture),
        get(API + "/runs/:id/files/:name", files::runFile),
        get(API + "/values", this::values),
        get(API + "/sweeps/:id", files::ranking),
        get(API + "/sweeps/:id/report", files::report),
        get(API + "/sweeps/:id/:trials/:run/:name", files::trialFile),
        get(API + "/*", (names, rc) -> Answers.missing(rc, "no such address")));
  }

  /** Handles a request. */
  private interface Handler {
    void handle(List<String> names, RoutingContext rc) throws IOException;
  }

  private static Route get(String route, Handler handler) {
    return new Route(route, HttpMethod.GET, (names, rc) -> {
      try {
        handler.handle(names, rc);
      } catch (IOException e) {
        Answers.missing(rc, IoMessage.of(e));
      } catch (UserException e) {
        Answers.missing(rc, e.getMessage());
      }
    });
  }

  private void list(RoutingContext rc) {
    CatalogSnapshot snapshot = catalog.current();
    runJson.retain(snapshot.runs().keySet());
    times.retain(snapshot.runs().keySet());
    Answers.send(rc, HttpResponseStatus.OK, RunListJson.of(snapshot, catalog.roots(), times));
  }

  private void run(List<String> names, RoutingContext rc, RunToJson json) throws IOException {
    Optional<RunEntry> run = catalog.current().run(names.get(0));
    if (run.isEmpty()) {
      Answers.missing(rc, "no such run");
    } else {
      Answers.send(rc, HttpResponseStatus.OK, json.of(run.get()));
    }
  }

  private void picture(List<String> names, RoutingContext rc) throws IOException {
    Optional<RunEntry> run = catalog.current().run(names.get(0));
    Optional<Path> file = run.isEmpty() ? Optional.empty() : RunJson.picture(run.get(), names.get(1));
    if (file.isEmpty()) {
      Answers.missing(rc, "no such picture");
    } else {
      Answers.send(rc, Optional.of(new WebAssets.Asset("image/png", Files.readAllBytes(file.get()))));
    }
  }

  /** Sends settings and metrics of the runs that changed after a time. */
  private void values(List<String> names, RoutingContext rc) {
    String since = Optional.ofNullable(rc.request().getParam("since")).filter(text -> text.matches("\\d{1,15}"))
        .orElse("0");
    Answers.send(rc, HttpResponseStatus.OK, RunJson.values(catalog.current().runs().values(), Long.parseLong(since)));
  }

  @Override
  public List<String> getCallbackTypeIDs() {
    return List.of();
  }

  @Override
  public void reportStorageEvents(Collection<StatsStorageEvent> events) {
    // not used: the page reads files
  }

  @Override
  public void onAttach(StatsStorage storage) {
    // not used: the page reads files
  }

  @Override
  public void onDetach(StatsStorage storage) {
    // not used: the page reads files
  }

  @Override
  public List<I18NResource> getInternationalizationResources() {
    return List.of();
  }
}
