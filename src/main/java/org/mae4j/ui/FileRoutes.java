package org.mae4j.ui;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.mae4j.report.block.Page;
import org.mae4j.sweep.SweepFiles;
import org.mae4j.ui.catalog.CatalogSnapshot;
import org.mae4j.ui.catalog.CatalogSnapshot.RunEntry;
import org.mae4j.ui.catalog.CatalogSnapshot.SweepEntry;
import org.mae4j.ui.catalog.RunCatalog;
import org.mae4j.ui.json.RunFiles;
import org.mae4j.ui.json.SweepJson;

/** Answers requests for sweeps and for files of runs. Names are the parts of the path that identify them. */
final class FileRoutes {
  /** Reports have styles and pictures in them, and may run no script but that of the program. */
  static final String REPORT_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; "
      + "script-src '" + Page.scriptHash() + "'; frame-ancestors 'self'; base-uri 'none'; form-action 'none'";

  private final RunCatalog catalog;

  FileRoutes(RunCatalog catalog) {
    this.catalog = catalog;
  }

  /** Sends the ranking of a sweep. */
  void ranking(List<String> names, RoutingContext rc) throws IOException {
    CatalogSnapshot snapshot = catalog.current();
    Optional<SweepEntry> sweep = snapshot.sweep(names.get(0));
    if (sweep.isEmpty()) {
      Answers.missing(rc, "no such sweep");
    } else {
      Answers.send(rc, HttpResponseStatus.OK, SweepJson.of(sweep.get(), snapshot));
    }
  }

  /** Sends the report of the trials so far. */
  void report(List<String> names, RoutingContext rc) throws IOException {
    Optional<SweepEntry> sweep = catalog.current().sweep(names.get(0));
    rc.response().putHeader("Content-Security-Policy", REPORT_POLICY);
    Answers.send(rc, sweep.isEmpty() ? Optional.empty() : Optional.of(new WebAssets.Asset("text/html; charset=utf-8",
        SweepFiles.read(sweep.get().directory()).reportPage().getBytes(StandardCharsets.UTF_8))));
  }

  /** Sends a file of a trial; the report of a sweep links to these. */
  void trialFile(List<String> names, RoutingContext rc) throws IOException {
    CatalogSnapshot snapshot = catalog.current();
    Optional<RunEntry> run = snapshot.sweep(names.get(0))
        .map(sweep -> sweep.directory().resolve(names.get(1)).resolve(names.get(2)))
        .flatMap(path -> snapshot.runs().values().stream().filter(entry -> entry.directory().path().equals(path))
            .findFirst());
    send(rc, run, names.get(3));
  }

  /** Sends a file of a run. */
  void runFile(List<String> names, RoutingContext rc) throws IOException {
    send(rc, catalog.current().run(names.get(0)), names.get(1));
  }

  /** Sends a file; a report must not run scripts of others. */
  private static void send(RoutingContext rc, Optional<RunEntry> run, String name) throws IOException {
    rc.response().putHeader("Content-Security-Policy", REPORT_POLICY);
    Optional<byte[]> bytes = run.isEmpty() ? Optional.empty() : RunFiles.read(run.get().directory().path(), name);
    Answers.send(rc, bytes.map(file -> new WebAssets.Asset(RunFiles.type(name), file)));
  }
}
