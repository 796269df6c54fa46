package org.mae4j.ui;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.deeplearning4j.ui.api.Route;

/** Routes for reading, whose handlers run on worker threads, because they read files. */
record WorkerRoutes(Router router) {

  void get(String route, Consumer<RoutingContext> answer) {
    router.route(route).method(HttpMethod.GET).method(HttpMethod.HEAD).blockingHandler(answer::accept, false);
  }

  /** Adds a route that redirects to {@code to}, an address relative to it. */
  void redirect(String route, String to) {
    get(route, rc -> rc.response().putHeader(HttpHeaders.LOCATION, to).setStatusCode(HttpResponseStatus.FOUND.code())
        .end());
  }

  /** Adds a route of a module. */
  void add(Route route) {
    get(route.getRoute(), rc -> serve(route, rc));
  }

  /** Answers a request by a route of a module, which takes the parameters of the path. */
  static void serve(Route route, RoutingContext rc) {
    List<String> parameters = new ArrayList<>();
    Arrays.stream(route.getRoute().split("/")).filter(part -> part.startsWith(":"))
        .forEach(part -> parameters.add(rc.pathParam(part.substring(1))));
    route.getConsumer().accept(parameters, rc);
  }
}
