package org.mae4j.ui;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.lang3.StringUtils;

/**
 * The host names under which the server answers requests. The check prevents DNS rebinding, where another site resolves
 * its own name to this machine; such a request has the name of that site in its {@code Host} header.
 */
final class AllowedHosts {
  /** A host with an optional port; an IPv6 address is in brackets. */
  private static final Pattern HOST = Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]+)(?::\\d{1,5})?");
  private static final Pattern ADDRESS = Pattern.compile("\\[[0-9A-Fa-f:.]+]|\\d{1,3}(?:\\.\\d{1,3}){3}");
  private static final Pattern LOOPBACK = Pattern.compile("\\[::1]|127(?:\\.\\d{1,3}){3}");

  private final Set<String> names = new HashSet<>(Set.of("localhost"));
  private final boolean loopback;

  /**
   * Creates the list for a server.
   *
   * @param host configured host
   * @param address address of the host, on which the server listens
   * @param further further names, which the user allows
   */
  AllowedHosts(String host, InetAddress address, List<String> further) {
    loopback = address.isLoopbackAddress();
    names.add(host.toLowerCase(Locale.ROOT));
    further.forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
    if (!loopback) {
      machine().ifPresent(names::add);
    }
  }

  private static Optional<String> machine() {
    try {
      return Optional.of(InetAddress.getLocalHost().getHostName().toLowerCase(Locale.ROOT));
    } catch (UnknownHostException e) {
      return Optional.empty(); // the machine cannot resolve its own name
    }
  }

  /**
   * Returns whether a request is allowed. A server that other machines can reach accepts all IP addresses, because an
   * address cannot be rebound.
   *
   * @param header {@code Host} header, with or without a port; null if it is missing
   */
  boolean include(String header) {
    Matcher host = HOST.matcher(StringUtils.defaultString(header));
    if (!host.matches()) {
      return false;
    }
    String name = host.group(1).toLowerCase(Locale.ROOT);
    return names.contains(name) || (loopback ? LOOPBACK : ADDRESS).matcher(name).matches();
  }
}
