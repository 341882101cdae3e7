package org.fputlab.web;

import akka.http.javadsl.model.HttpRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who is let in: those who name this machine as their host, so that no page can reach it under a
 * name of its own (DNS rebinding); whose page, if any, comes from here; and who know the token.
 */
final class Admission {

  private static final Pattern AUTHORITY =
      Pattern.compile("(\\[[0-9a-f:.]+\\]|[^:\\[\\]]+)(:\\d+)?");
  private static final String OCTET = "(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)";
  private static final Pattern ADDRESS =
      Pattern.compile("\\[.*\\]|" + OCTET + "(?:\\." + OCTET + "){3}");
  private static final String BEARER = "bearer ";

  private final Set<String> hosts = new LinkedHashSet<>(Set.of("localhost"));
  private final boolean isEverywhere;
  private final Optional<byte[]> token;

  /**
   * @param bind as the user wrote it
   * @param address what that came to
   */
  Admission(String bind, InetSocketAddress address, Optional<String> token) {
    this.isEverywhere = address.getAddress().isAnyLocalAddress();
    this.token = token.map(word -> word.getBytes(StandardCharsets.UTF_8));
    hosts.add(bind.toLowerCase(Locale.ROOT));
    if (isEverywhere) {
      addOwnName();
    }
  }

  private void addOwnName() {
    try {
      hosts.add(InetAddress.getLocalHost().getHostName().toLowerCase(Locale.ROOT));
    } catch (UnknownHostException none) {
      // The machine has no name of its own; its addresses are enough.
      return;
    }
  }

  /** Refuses a request under a foreign name or out of a foreign page. */
  void check(HttpRequest request, boolean changes) {
    String host = header(request, "Host");
    if (!isOurs(host)) {
      throw new Refusal(403, "the host " + shown(host) + " is not this machine's name");
    }
    String origin = header(request, "Origin");
    if (!origin.isEmpty() && !origin.replaceFirst("^https?://", "").equals(host)) {
      throw new Refusal(403, "a page of " + shown(origin) + " may ask nothing here");
    }
    String site = header(request, "Sec-Fetch-Site");
    if (changes && (site.equals("cross-site") || site.equals("same-site"))) {
      throw new Refusal(403, "a page of another site may change nothing here");
    }
  }

  private boolean isOurs(String authority) {
    Matcher parts = AUTHORITY.matcher(authority);
    if (!parts.matches()) {
      return false;
    }
    String host = parts.group(1);
    return hosts.contains(host)
        || (ADDRESS.matcher(host).matches() && (isEverywhere || isLoopbackOrOurs(host)));
  }

  private boolean isLoopbackOrOurs(String address) {
    try {
      InetAddress named = InetAddress.getByName(address);
      return named.isLoopbackAddress() || hosts.contains(named.getHostAddress());
    } catch (UnknownHostException bad) {
      return false;
    }
  }

  /**
   * Refuses a request without the token, if one is needed.
   *
   * @param inAddress the token as the address has it, where it may
   */
  void checkToken(HttpRequest request, Optional<String> inAddress) {
    if (token.isEmpty()) {
      return;
    }
    String header = request.getHeader("Authorization").map(h -> h.value()).orElse("");
    boolean bears = header.toLowerCase(Locale.ROOT).startsWith(BEARER);
    String given = bears ? header.substring(BEARER.length()).strip() : inAddress.orElse("");
    if (!MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), token.get())) {
      throw new Refusal(
              401,
              "this run asks for its token: Authorization: Bearer TOKEN, or ?token=TOKEN for the page"
                  + " and the event stream")
          .header("WWW-Authenticate", "Bearer");
    }
  }

  private static String header(HttpRequest request, String name) {
    return request.getHeader(name).map(h -> h.value()).orElse("").toLowerCase(Locale.ROOT);
  }

  private static String shown(String text) {
    return text.isEmpty() ? "\"\"" : text.length() > 100 ? text.substring(0, 100) + "..." : text;
  }
}
