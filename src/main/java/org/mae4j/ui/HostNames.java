package org.mae4j.ui;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.lang3.StringUtils;

/**
 * The host names that a server answers under. A site elsewhere can let its own name lead to this machine and have a
 * browser ask here for it ("DNS rebinding"); the request then bears that site's name.
 */
final class HostNames {
  /** Host and, maybe, port; an IPv6 address stands in brackets. */
  private static final Pattern HOST = Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]+)(?::\\d{1,5})?");
  private static final Pattern ADDRESS = Pattern.compile("\\[[0-9A-Fa-f:.]+]|\\d{1,3}(?:\\.\\d{1,3}){3}");
  private static final Pattern LOOPBACK = Pattern.compile("\\[::1]|127(?:\\.\\d{1,3}){3}");

  private final Set<String> names = new HashSet<>(Set.of("localhost"));
  private final boolean loopback;

  /**
   * @param host as the user named it
   * @param address of it, listened on
   */
  HostNames(String host, InetAddress address) {
    loopback = address.isLoopbackAddress();
    names.add(host.toLowerCase(Locale.ROOT));
    if (!loopback) {
      machine().ifPresent(names::add);
    }
  }

  private static Optional<String> machine() {
    try {
      return Optional.of(InetAddress.getLocalHost().getHostName().toLowerCase(Locale.ROOT));
    } catch (UnknownHostException e) {
      return Optional.empty(); // the machine does not know its own name
    }
  }

  /**
   * Whether a request with this header is answered. An address is no name that could be given away, so any will do
   * where others than this machine may ask.
   *
   * @param header with or without a port; null where there was none
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
