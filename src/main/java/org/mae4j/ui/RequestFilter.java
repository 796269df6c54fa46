package org.mae4j.ui;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.regex.Pattern;

/**
 * A filter for all requests. It rejects requests that send data, paths with encoded characters or {@code ..}, requests
 * for other host names, and requests that a page of another site makes in the background.
 */
final class RequestFilter implements Handler<HttpServerRequest> {
  /** Path whose parts consist of plain characters and do not start with a dot. */
  private static final Pattern PATH = Pattern.compile("/|(?:/[A-Za-z0-9_-][A-Za-z0-9._-]*)+");
  private static final int MAX_PATH_LENGTH = 1000;

  private final AllowedHosts hosts;
  private final Handler<HttpServerRequest> next;

  /** @param next handler of the accepted requests */
  RequestFilter(AllowedHosts hosts, Handler<HttpServerRequest> next) {
    this.hosts = hosts;
    this.next = next;
  }

  @Override
  public void handle(HttpServerRequest request) {
    addSecurityHeaders(request.response());
    if (request.method() != HttpMethod.GET && request.method() != HttpMethod.HEAD) {
      request.response().putHeader("Allow", "GET, HEAD");
      refuse(request, HttpResponseStatus.METHOD_NOT_ALLOWED, "only GET and HEAD are supported");
    } else if (!hosts.include(request.getHeader(HttpHeaders.HOST))) {
      refuse(request, HttpResponseStatus.FORBIDDEN,
          "unknown host name; add it to ui.allowedHosts (--allowed-hosts), or open the address that mae4j prints");
    } else if (isBackgroundRequestOfAnotherSite(request)) {
      refuse(request, HttpResponseStatus.FORBIDDEN, "requests by pages of other sites are not allowed");
    } else if (!isPlain(request.path())) {
      refuse(request, HttpResponseStatus.NOT_FOUND, "no such page");
    } else {
      next.handle(request);
    }
  }

  private static boolean isPlain(String path) {
    return path != null && path.length() <= MAX_PATH_LENGTH && PATH.matcher(path).matches();
  }

  /** Evaluates the headers of the browser. A link from another site to a page of this server is harmless. */
  private static boolean isBackgroundRequestOfAnotherSite(HttpServerRequest request) {
    return "cross-site".equals(request.getHeader("Sec-Fetch-Site"))
        && !"navigate".equals(request.getHeader("Sec-Fetch-Mode"));
  }

  /** Adds the default policy; pages with inline scripts replace it by their own. */
  private static void addSecurityHeaders(HttpServerResponse response) {
    response.putHeader("X-Content-Type-Options", "nosniff")
        .putHeader("Content-Security-Policy", "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; "
            + "form-action 'none'; object-src 'none'")
        .putHeader("Referrer-Policy", "no-referrer")
        .putHeader("Cross-Origin-Resource-Policy", "same-origin");
  }

  /** Sends an error and closes the connection, without reading the body of the request. */
  private static void refuse(HttpServerRequest request, HttpResponseStatus status, String reason) {
    request.response().setStatusCode(status.code()).putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; charset=utf-8")
        .putHeader(HttpHeaders.CONNECTION, "close").end(reason + "\n");
  }
}
