package org.mae4j.data.download;

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
import java.util.concurrent.atomic.AtomicInteger;

/** A server of one file on the loopback interface, which supports ranges and fails as configured. */
final class FlakyServer implements AutoCloseable {
  private final HttpServer server;
  private final byte[] file;
  private final List<String> ranges = Collections.synchronizedList(new ArrayList<>());
  private volatile int cutAfter = Integer.MAX_VALUE;
  private volatile boolean stalls;
  private volatile int status = 200;
  private volatile boolean knowsRanges = true;
  private final AtomicInteger answers = new AtomicInteger(Integer.MAX_VALUE);

  FlakyServer(byte[] file) throws IOException {
    this.file = file;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/archive.tar.gz");
  }

  /** Returns the Range headers of the requests so far, an empty text for a request without one. */
  List<String> ranges() {
    return List.copyOf(ranges);
  }

  /** Ends the next answer after {@code bytes} bytes. */
  void cutAfter(int bytes) {
    cutAfter = bytes;
  }

  /** Sends {@code bytes} bytes of the next answer and nothing more until the server is closed. */
  void stallAfter(int bytes) {
    cutAfter = bytes;
    stalls = true;
  }

  void answer(int newStatus) {
    status = newStatus;
  }

  /** Answers {@code requests} further requests and fails after them. */
  void answerOnly(int requests) {
    answers.set(requests);
    status = 200;
  }

  void ignoreRanges() {
    knowsRanges = false;
  }

  private void handle(HttpExchange exchange) throws IOException {
    String range = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Range")).orElse("");
    ranges.add(range);
    int start = knowsRanges && !range.isEmpty() ? Integer.parseInt(range.replaceAll("bytes=(\\d+)-", "$1")) : 0;
    if (answers.getAndDecrement() <= 0) {
      status = 503;
    }
    if (status != 200 || start >= file.length) {
      exchange.sendResponseHeaders(status != 200 ? status : 416, -1);
      return;
    }
    exchange.sendResponseHeaders(start > 0 ? 206 : 200, file.length - start);
    int end = (int) Math.min(file.length, (long) start + cutAfter);
    cutAfter = Integer.MAX_VALUE;
    exchange.getResponseBody().write(Arrays.copyOfRange(file, start, end));
    exchange.getResponseBody().flush();
    if (!stalls) {
      exchange.close();
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
