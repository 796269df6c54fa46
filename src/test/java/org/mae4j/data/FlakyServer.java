package org.mae4j.data;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Serves one file on the loopback interface, with ranges, and fails as told. */
public final class FlakyServer implements AutoCloseable {
  private final HttpServer server;
  private final byte[] file;
  private final List<String> ranges = Collections.synchronizedList(new ArrayList<>());
  private volatile int cutAfter = Integer.MAX_VALUE;
  private volatile int status = 200;
  private volatile boolean knowsRanges = true;

  public FlakyServer(byte[] file) throws IOException {
    this.file = file;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/archive.tar.gz");
  }

  /** The Range headers of the requests so far, empty where there was none. */
  public List<String> ranges() {
    return List.copyOf(ranges);
  }

  /** Cuts the next answer after so many bytes. */
  public void cutAfter(int bytes) {
    cutAfter = bytes;
  }

  public void answer(int newStatus) {
    status = newStatus;
  }

  public void ignoreRanges() {
    knowsRanges = false;
  }

  private void handle(HttpExchange exchange) throws IOException {
    String range = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Range")).orElse("");
    ranges.add(range);
    int start = knowsRanges && !range.isEmpty() ? Integer.parseInt(range.replaceAll("bytes=(\\d+)-", "$1")) : 0;
    if (status != 200 || start >= file.length) {
      exchange.sendResponseHeaders(status != 200 ? status : 416, -1);
      return;
    }
    exchange.sendResponseHeaders(start > 0 ? 206 : 200, file.length - start);
    int end = (int) Math.min(file.length, (long) start + cutAfter);
    cutAfter = Integer.MAX_VALUE;
    exchange.getResponseBody().write(Arrays.copyOfRange(file, start, end));
    exchange.getResponseBody().flush();
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
