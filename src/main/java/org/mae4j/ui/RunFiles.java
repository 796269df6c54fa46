package org.mae4j.ui;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mae4j.config.hocon.RenderedSettings;
import org.mae4j.experiment.directory.RunDirectory;
import org.mae4j.record.result.Results;

/** What a run's files say, as JSON. */
final class RunFiles {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final Pattern SHEET = Pattern.compile("reconstructions-epoch-(\\d{1,9})\\.png");
  /** Names that need no encoding in an address. */
  private static final Pattern PICTURE = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*\\.png");
  private static final String ACCURACY = ".accuracy";

  private final Map<String, CurveData> curves = new ConcurrentHashMap<>();

  /** What came of the curves since {@code token}. @throws IOException if a file cannot be read */
  JsonNode curves(CatalogSnapshot.Run run, String token) throws IOException {
    CurveData.News news = curves(run).since(token, settings(run));
    ObjectNode json = MAPPER.createObjectNode().put("token", news.token()).put("reset", news.anew());
    Map<String, ArrayNode> series = new LinkedHashMap<>();
    news.points().forEach(point -> series.computeIfAbsent(point.series(), name -> MAPPER.createArrayNode())
        .addArray().add(point.images()).add(point.value()));
    json.putObject("series").setAll(series);
    return json;
  }

  private CurveData curves(CatalogSnapshot.Run run) {
    return curves.computeIfAbsent(run.id(), id -> new CurveData(run.directory()));
  }

  /** Of the last command, which has overrides of its own; of the run where that is not known. */
  private static Map<String, String> settings(CatalogSnapshot.Run run) throws IOException {
    return run.status().settings().isEmpty() ? RenderedSettings.read(present(run.directory().config()))
        : run.status().settings();
  }

  JsonNode config(CatalogSnapshot.Run run) throws IOException {
    return MAPPER.valueToTree(RenderedSettings.read(present(run.directory().config())));
  }

  /** Numbers and texts. */
  JsonNode results(CatalogSnapshot.Run run) throws IOException {
    return MAPPER.valueToTree(read(run.directory()).scalars());
  }

  private static Results read(RunDirectory directory) throws IOException {
    return NoFollowFiles.isFile(directory.results()) ? Results.read(directory.results()) : Results.empty();
  }

  JsonNode figures(CatalogSnapshot.Run run) throws IOException {
    CurveData curves = curves(run);
    curves.refresh(settings(run));
    ObjectNode json = MAPPER.createObjectNode();
    ArrayNode sheets = json.putArray("reconstructions");
    ArrayNode pictures = json.putArray("pictures");
    confusions(read(run.directory()), json.putArray("confusions"));
    for (Path file : NoFollowFiles.files(run.directory().figures())) {
      String name = file.getFileName().toString();
      Matcher sheet = SHEET.matcher(name);
      if (sheet.matches()) {
        int epoch = Integer.parseInt(sheet.group(1));
        sheets.addObject().put("stage", "pretrain").put("images", curves.images("pretrain", epoch)).put("epoch", epoch)
            .put("url", url(run, file));
      } else if (PICTURE.matcher(name).matches()) {
        pictures.addObject().put("name", name).put("url", url(run, file));
      }
    }
    return json;
  }

  /** Forgets the curves of all runs but {@code ids}. */
  void keep(Set<String> ids) {
    curves.keySet().retainAll(ids);
  }

  /** With the time of the file, so that a browser keeps no former one. */
  private static String url(CatalogSnapshot.Run run, Path file) throws IOException {
    return RunsModule.API + "/runs/" + run.id() + "/figures/" + file.getFileName() + "?of="
        + Files.getLastModifiedTime(file).toMillis();
  }

  private static void confusions(Results results, ArrayNode json) {
    for (String key : results.scalars().keySet()) {
      String group = key.endsWith(ACCURACY) ? key.substring(0, key.length() - ACCURACY.length()) : "";
      int dot = group.lastIndexOf('.');
      Optional<int[][]> counts = dot < 0 ? Optional.empty() : results.matrix(group + ".confusion");
      if (counts.isPresent()) {
        ObjectNode confusion = json.addObject().put("classifier", group.substring(0, dot))
            .put("split", group.substring(dot + 1));
        confusion.set("classNames", MAPPER.valueToTree(results.classNames(counts.get().length)));
        confusion.set("counts", MAPPER.valueToTree(counts.get()));
      }
    }
  }

  /** A picture of those that {@link #figures} lists. */
  static Optional<Path> picture(CatalogSnapshot.Run run, String name) throws IOException {
    return NoFollowFiles.files(run.directory().figures()).stream()
        .filter(file -> PICTURE.matcher(name).matches() && file.getFileName().toString().equals(name)).findFirst();
  }

  private static Path present(Path file) throws IOException {
    if (!NoFollowFiles.isFile(file)) {
      throw new NoSuchFileException(file.toString());
    }
    return file;
  }
}
