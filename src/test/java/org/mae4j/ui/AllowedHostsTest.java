package org.mae4j.ui;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedHostsTest {
  private static final AllowedHosts LOOPBACK = names("127.0.0.1");
  private static final AllowedHosts ALL = names("0.0.0.0");

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "LocalHost:9000", "127.0.0.1", "127.0.0.1:9000", "127.1.2.3", "[::1]",
      "[::1]:80"})
  void localNamesAreAllowed(String header) {
    assertTrue(LOOPBACK.include(header));
    assertTrue(ALL.include(header));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "evil.example", "evil.example:9000", "localhost.evil.example", "127.0.0.1.evil.example",
      "localhost:9000:1", "user@localhost", "localhost/", "127.0.0.1:", "[::1", "localhost evil.example"})
  void otherNamesAreRejected(String header) {
    assertFalse(LOOPBACK.include(header));
    assertFalse(ALL.include(header));
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.168.1.5", "192.168.1.5:9000", "[2001:db8::5]:9000"})
  void addressesAreAllowedIfTheServerListensOnTheNetwork(String header) {
    assertFalse(LOOPBACK.include(header));
    assertTrue(ALL.include(header));
  }

  @Test
  void furtherNamesAreAllowed() {
    assertTrue(LOOPBACK.include("pages.example"));
    assertTrue(LOOPBACK.include("PAGES.example:443"));
    assertFalse(LOOPBACK.include("other.pages.example"));
  }

  private static AllowedHosts names(String host) {
    try {
      return new AllowedHosts(host, InetAddress.getByName(host), List.of("Pages.Example"));
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }
}
