package org.mae4j.cli.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mae4j.cli.pages.Browser.Screen;

/** Tests the pages behind a proxy that serves them below a prefix. */
@ExtendWith(LivePages.Provider.class)
class ProxyBrowserTest {
  private static final String PREFIX = "/lab/pages";
  private static final List<String> HEADERS = List.of("content-type", "location", "content-security-policy");

  private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final LivePages pages;

  ProxyBrowserTest(LivePages pages) {
    this.pages = pages;
  }

  @Test
  void allPagesWorkBelowAPrefix() throws IOException {
    HttpServer proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    proxy.createContext(PREFIX, this::forward);
    proxy.start();
    String address = "http://127.0.0.1:" + proxy.getAddress().getPort();
    try {
      Browser browser = pages.browser(Screen.DESKTOP_LIGHT);
      browser.go(address + PREFIX + "/mae4j");
      browser.await("document.getElementById('figure-loss')?.dataset.points > 0");
      browser.value("document.getElementById('runs-all').click()");
      browser.value("document.querySelector('[data-view=reconstructions]').click()");
      browser.await("document.querySelector('.sheet')?.naturalWidth > 0");
      browser.click("nav.outer a");
      browser.await("document.getElementById('nParams')?.textContent.match(/[0-9]/)");
      browser.click(".header-text");
      browser.await("document.getElementById('views')");
      assertEquals(PREFIX + "/mae4j", browser.value("location.pathname"));
      LivePages.assertNoErrors(browser, address);
    } finally {
      proxy.stop(0);
    }
  }

  private void forward(HttpExchange exchange) throws IOException {
    try (exchange) {
      URI asked = exchange.getRequestURI();
      String query = asked.getRawQuery() == null ? "" : "?" + asked.getRawQuery();
      HttpResponse<byte[]> answer = client.send(HttpRequest.newBuilder(URI.create(pages.address()
          + asked.getRawPath().substring(PREFIX.length()) + query)).build(), HttpResponse.BodyHandlers.ofByteArray());
      HEADERS.forEach(name -> answer.headers().firstValue(name)
          .ifPresent(value -> exchange.getResponseHeaders().set(name, value)));
      exchange.sendResponseHeaders(answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
      exchange.getResponseBody().write(answer.body());
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
