package org.mae4j.ui.dl4j;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.deeplearning4j.core.storage.StatsStorage;
import org.deeplearning4j.ui.VertxUIServer;
import org.deeplearning4j.ui.api.Route;
import org.deeplearning4j.ui.module.train.TrainModule;

/** A server of Deeplearning4j's training pages for one storage, on the loopback address. */
public final class TrainingServer implements AutoCloseable {
  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client = HttpClient.newHttpClient();
  private final HttpServer server;

  public TrainingServer(StatsStorage storage) {
    new VertxUIServer(); // its constructor tells the module that all sessions share the pages
    TrainModule module = new TrainModule();
    Router router = Router.router(vertx);
    module.getRoutes()
        .forEach(route -> router.get(route.getRoute())
            .blockingHandler(rc -> route.getConsumer().accept(parameters(route).stream()
                .map(rc::pathParam).toList(), rc)));
    storage.registerStatsStorageListener(event -> module.reportStorageEvents(List.of(event)));
    router.errorHandler(500, context -> context.failure().printStackTrace());
    module.onAttach(storage);
    CompletableFuture<HttpServer> listening = new CompletableFuture<>();
    vertx.createHttpServer().requestHandler(router)
        .listen(0, "127.0.0.1", result -> listening.complete(result.result()));
    server = listening.join();
  }

  private static List<String> parameters(Route route) {
    List<String> names = new ArrayList<>();
    Arrays.stream(route.getRoute().split("/")).filter(part -> part.startsWith(":"))
        .forEach(part -> names.add(part.substring(1)));
    return names;
  }

  private HttpResponse<String> get(String path) {
    try {
      return client.send(HttpRequest.newBuilder(
          URI.create("http://127.0.0.1:" + server.actualPort() + path)).build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(path, e);
    }
  }

  /** Requests all pages and all data of a session; each request must succeed. */
  public void requireAll(String session) {
    require("/train/sessions/set/" + session);
    requireAll();
  }

  /** Requests all pages and all data of the current session, if there is one; each request must succeed. */
  public void requireAll() {
    List.of("/train", "/train/overview", "/train/overview/data", "/train/model", "/train/model/graph", "/train/system",
        "/train/system/data", "/train/sessions/info", "/train/sessions/current", "/train/sessions/lastUpdate/none",
        "/train/multisession").forEach(this::require);
    String graph = require("/train/model/graph");
    int layers = graph.isEmpty() ? 1 : parsed(graph).get("vertexNames").size();
    IntStream.range(0, layers).forEach(layer -> require("/train/model/data/" + layer));
  }

  private String require(String path) {
    HttpResponse<String> answer = get(path);
    assertEquals(200, answer.statusCode(), path);
    return answer.body();
  }

  public JsonNode json(String path) {
    return parsed(get(path).body());
  }

  private static JsonNode parsed(String text) {
    try {
      return new JsonMapper().readTree(text);
    } catch (IOException e) {
      throw new AssertionError(text, e);
    }
  }

  /** Returns the numbers of an array. */
  public static List<Double> numbers(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asDouble).toList();
  }

  @Override
  public void close() {
    CompletableFuture<Void> closed = new CompletableFuture<>();
    vertx.close(result -> closed.complete(null));
    closed.join();
  }
}
