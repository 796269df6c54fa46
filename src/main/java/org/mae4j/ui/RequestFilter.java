package org.mae4j.ui;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.regex.Pattern;

/**
 * Stands before everything that the server answers. Nothing that sends data passes, no address that needs decoding or
 * leads upwards, no request for another host, and none that a page of another site makes behind its reader's back.
 */
final class RequestFilter implements Handler<HttpServerRequest> {
  /** Parts of an address are plain and begin with no dot. */
  private static final Pattern PATH = Pattern.compile("/|(?:/[A-Za-z0-9_-][A-Za-z0-9._-]*)+");
  private static final int LONGEST_PATH = 1000;

  private final HostNames hosts;
  private final Handler<HttpServerRequest> inside;

  /** @param inside gets the requests that pass */
  RequestFilter(HostNames hosts, Handler<HttpServerRequest> inside) {
    this.hosts = hosts;
    this.inside = inside;
  }

  @Override
  public void handle(HttpServerRequest request) {
    protect(request.response());
    if (request.method() != HttpMethod.GET && request.method() != HttpMethod.HEAD) {
      request.response().putHeader("Allow", "GET, HEAD");
      refuse(request, HttpResponseStatus.METHOD_NOT_ALLOWED, "only GET and HEAD are answered");
    } else if (!hosts.include(request.getHeader(HttpHeaders.HOST))) {
      refuse(request, HttpResponseStatus.FORBIDDEN, "this server does not answer under that host name");
    } else if (isOfAnotherSite(request)) {
      refuse(request, HttpResponseStatus.FORBIDDEN, "not answered to pages of other sites");
    } else if (!isPlain(request.path())) {
      refuse(request, HttpResponseStatus.NOT_FOUND, "no such page");
    } else {
      inside.handle(request);
    }
  }

  private static boolean isPlain(String path) {
    return path != null && path.length() <= LONGEST_PATH && PATH.matcher(path).matches();
  }

  /** Browsers tell it; a link from another site to a page here is no harm. */
  private static boolean isOfAnotherSite(HttpServerRequest request) {
    return "cross-site".equals(request.getHeader("Sec-Fetch-Site"))
        && !"navigate".equals(request.getHeader("Sec-Fetch-Mode"));
  }

  /** Scripts within a page are allowed to pages that need them, by a policy of their own. */
  private static void protect(HttpServerResponse response) {
    response.putHeader("X-Content-Type-Options", "nosniff")
        .putHeader("Content-Security-Policy", "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; "
            + "form-action 'none'; object-src 'none'")
        .putHeader("Referrer-Policy", "no-referrer")
        .putHeader("Cross-Origin-Resource-Policy", "same-origin");
  }

  /** What the request may bring is not read: the connection ends. */
  private static void refuse(HttpServerRequest request, HttpResponseStatus status, String reason) {
    request.response().setStatusCode(status.code()).putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; charset=utf-8")
        .putHeader(HttpHeaders.CONNECTION, "close").end(reason + "\n");
  }
}
