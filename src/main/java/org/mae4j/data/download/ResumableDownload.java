package org.mae4j.data.download;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.mae4j.data.DataException;

/** A download by HTTP that resumes where an earlier attempt was interrupted (RFC 9110, section 14). */
final class ResumableDownload {
  private static final int OK = 200;
  private static final int PARTIAL = 206;
  private static final int RANGE_NOT_SATISFIABLE = 416;
  private static final Duration CONNECT = Duration.ofSeconds(20);
  private static final Duration ANSWER = Duration.ofSeconds(60);

  private final URI source;
  private final Path part;
  private final Duration patience;

  /**
   * @param part file of the bytes that have arrived; the caller checks their content
   * @param patience time without any further bytes after which the connection counts as lost
   */
  ResumableDownload(URI source, Path part, Duration patience) {
    this.source = source;
    this.part = part;
    this.patience = patience;
  }

  /** @throws DataException if the server cannot be reached or refuses, or if the connection is lost */
  void run(DownloadListener listener) throws IOException {
    long have = Files.exists(part) ? Files.size(part) : 0;
    HttpResponse<InputStream> response = request(have);
    try (InputStream body = response.body()) {
      switch (response.statusCode()) {
        case OK -> receive(response, body, 0, listener);
        case PARTIAL -> receive(response, body, have, listener);
        case RANGE_NOT_SATISFIABLE -> listener.received(have, have);
        default -> throw new DataException(source + ": the server answered with status " + response.statusCode());
      }
    }
  }

  private HttpResponse<InputStream> request(long have) {
    HttpClient client = HttpClient.newBuilder()
        .followRedirects(HttpClient.Redirect.NORMAL).connectTimeout(CONNECT).build();
    HttpRequest.Builder request = HttpRequest.newBuilder(source).timeout(ANSWER);
    if (have > 0) {
      request.header("Range", "bytes=" + have + "-");
    }
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    } catch (IOException e) {
      throw new DataException(source + ": cannot be reached (" + e + "); check the network and repeat the command",
          e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** Writes the body after the first {@code start} bytes of the part. */
  private void receive(HttpResponse<InputStream> response, InputStream body, long start, DownloadListener listener)
      throws IOException {
    long length = response.headers().firstValueAsLong("Content-Length").orElse(-1);
    long total = length < 0 ? -1 : start + length;
    try (OutputStream out = Files.newOutputStream(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
        start == 0 ? StandardOpenOption.TRUNCATE_EXISTING : StandardOpenOption.APPEND)) {
      byte[] buffer = new byte[1 << 16];
      long have = start;
      for (int count = read(body, buffer, have, total); count >= 0; count = read(body, buffer, have, total)) {
        out.write(buffer, 0, count);
        have += count;
        listener.received(have, total);
      }
    }
  }

  /** Reads on another thread, because a body that stalls blocks until it is closed. */
  private int read(InputStream body, byte[] buffer, long have, long total) {
    FutureTask<Integer> read = new FutureTask<>(() -> body.read(buffer));
    ForkJoinPool.commonPool().execute(read);
    try {
      return read.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new DataException(source + ": connection lost after " + have + " of " + total
          + " bytes; repeat the command to resume", e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private DataException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new DataException(source + ": interrupted", e);
  }
}
