package org.mae4j.ui;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** Sends JSON and files. */
final class Answers {
  private Answers() {}

  static void send(RoutingContext rc, HttpResponseStatus status, JsonNode json) {
    rc.response().setStatusCode(status.code()).putHeader(HttpHeaders.CONTENT_TYPE, "application/json; charset=utf-8")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store").end(json.toString());
  }

  static void send(RoutingContext rc, Optional<WebAssets.Asset> asset) {
    if (asset.isEmpty()) {
      missing(rc, "no such file");
    } else {
      rc.response().putHeader(HttpHeaders.CONTENT_TYPE, asset.get().type())
          .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache").end(Buffer.buffer(asset.get().bytes()));
    }
  }

  static void missing(RoutingContext rc, String reason) {
    send(rc, HttpResponseStatus.NOT_FOUND, JsonNodeFactory.instance.objectNode().put("error", reason));
  }
}
