package org.mae4j.ui;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * An HTTP client that sends requests without normalizing them, unlike HTTP libraries.
 *
 * @param host address to connect to
 */
public record Client(String host, int port) {

  /**
   * A response.
   *
   * @param headers headers by name in lower case
   */
  public record Answer(int status, SortedMap<String, String> headers, byte[] body) {
    public String text() {
      return new String(body, StandardCharsets.UTF_8);
    }

    public JsonNode json() {
      try {
        return new ObjectMapper().readTree(body);
      } catch (IOException e) {
        throw new UncheckedIOException(text(), e);
      }
    }
  }

  /** Returns a client. @param address URL of the server */
  public static Client of(String address) {
    URI uri = URI.create(address);
    return new Client(uri.getHost(), uri.getPort());
  }

  public Answer get(String path) {
    return send("GET", path, "Host: localhost:" + port);
  }

  /** Sends a request. @param headers complete header lines */
  public Answer send(String method, String path, String... headers) {
    String lines = Arrays.stream(headers).map(line -> line + "\r\n").collect(Collectors.joining());
    return send(method + " " + path + " HTTP/1.1\r\n" + lines + "Connection: close\r\n\r\n");
  }

  private Answer send(String request) {
    try (Socket socket = new Socket(InetAddress.getByName(host), port)) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().flush();
      return answer(socket.getInputStream().readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Answer answer(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    int end = text.indexOf("\r\n\r\n");
    List<String> lines = text.substring(0, end).lines().toList();
    SortedMap<String, String> headers = new TreeMap<>();
    lines.stream().skip(1).map(line -> line.split(": *", 2))
        .forEach(parts -> headers.put(parts[0].toLowerCase(Locale.ROOT), parts[1]));
    return new Answer(Integer.parseInt(lines.get(0).split(" ")[1]), headers,
        Arrays.copyOfRange(bytes, end + 4, bytes.length));
  }
}
