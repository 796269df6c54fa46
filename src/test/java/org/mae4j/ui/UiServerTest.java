package org.mae4j.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.base.UserException;
import org.mae4j.config.UiConfig;

class UiServerTest {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  @TempDir
  private Path directory;

  @Test
  void theServerListensOnTheLoopbackAddressByDefault() throws IOException {
    Optional<String> network = NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses)
        .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
        .map(InetAddress::getHostAddress).findFirst();
    assumeTrue(network.isPresent(), "this machine has no address of a network");
    try (UiServer server = start("127.0.0.1", 0)) {
      assertEquals(200, Client.of(server.address()).get("/mae4j/api/runs").status());
      Client other = new Client(network.get(), Client.of(server.address()).port());
      Throwable refused = assertThrows(UncheckedIOException.class, () -> other.get("/")).getCause();
      assertEquals(ConnectException.class, refused.getClass());
    }
    try (UiServer server = start("0.0.0.0", 0)) {
      assertTrue(server.address().startsWith("http://localhost:"), server.address());
      Client other = new Client(network.get(), Client.of(server.address()).port());
      assertEquals(200, other.send("GET", "/mae4j/api/runs", "Host: " + network.get() + ":" + other.port()).status());
      assertEquals(403, other.send("GET", "/mae4j/api/runs", "Host: evil.example").status());
    }
  }

  @Test
  void theMessageForABusyPortNamesAFreePort() throws IOException {
    try (ServerSocket busy = new ServerSocket(0, 1, LOOPBACK)) {
      String message = assertThrows(UserException.class, () -> start("127.0.0.1", busy.getLocalPort())).getMessage();
      Matcher free = Pattern.compile("ui\\.port: cannot listen on port " + busy.getLocalPort()
          + " \\(.+\\); port (\\d+) is free").matcher(message);
      assertTrue(free.matches(), message);
      try (UiServer server = start("127.0.0.1", Integer.parseInt(free.group(1)))) {
        assertTrue(server.address().endsWith(":" + free.group(1)), server.address());
      }
    }
  }

  @Test
  void invalidHostsAreReported() {
    String unknown = assertThrows(UserException.class, () -> start("no-such-host.invalid", 0)).getMessage();
    assertEquals("ui.host: unknown host 'no-such-host.invalid'; use a name or an address of this machine", unknown);
    String foreign = assertThrows(UserException.class, () -> start("192.0.2.1", 0)).getMessage();
    assertEquals("ui.host: '192.0.2.1' is not an address of this machine", foreign);
  }

  @Test
  void closingTheServerReleasesThePort() {
    int port;
    try (UiServer server = start("localhost", 0)) {
      port = Client.of(server.address()).port();
    }
    try (UiServer server = start("localhost", port)) {
      assertEquals("http://localhost:" + port, server.address());
    }
  }

  private UiServer start(String host, int port) {
    return UiServer.start(new UiConfig(true, host, port, ""), List.of(directory));
  }
}
