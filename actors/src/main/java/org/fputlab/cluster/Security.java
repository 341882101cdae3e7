package org.fputlab.cluster;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What keeps strangers out: on this machine alone the user's {@link ClusterKey}; elsewhere TLS, in
 * which both sides show a certificate of one authority and of one name.
 *
 * @param tls the folder with keys; null for this machine alone
 */
public record Security(@Nullable Path tls) {

  private static final List<String> FILES = List.of("tls.key", "tls.crt", "ca.crt");

  /** Refuses what would be open to strangers. */
  void check(Place... places) throws CannotOpen {
    if (tls != null) {
      checkFiles(tls);
      return;
    }
    for (Place place : places) {
      if (!place.isLoopback()) {
        throw new CannotOpen(
            place
                + " is no address of this machine alone (127.0.0.1): others go by TLS only."
                + " Give keys with --tls FOLDER.");
      }
    }
  }

  private static void checkFiles(Path folder) throws CannotOpen {
    for (String name : FILES) {
      if (!Files.isReadable(folder.resolve(name))) {
        throw new CannotOpen(
            "--tls = %s: has no %s that can be read. Needed: %s (PEM)"
                .formatted(folder, name, String.join(", ", FILES)));
      }
    }
  }

  /** What the actor system is called: who does not know the name is not listened to. */
  String systemName() throws CannotOpen {
    return tls == null ? "fputlab-" + ClusterKey.ofUser() : "fputlab";
  }

  Config config() {
    if (tls == null) {
      return ConfigFactory.empty();
    }
    String artery = "akka.remote.artery.";
    return ConfigFactory.parseMap(
        Map.of(
            artery + "transport", "tls-tcp",
            artery + "ssl.ssl-engine-provider",
                "akka.remote.artery.tcp.ssl.RotatingKeysSSLEngineProvider",
            artery + "ssl.rotating-keys-engine.secret-mount-point",
                tls.toAbsolutePath().toString()));
  }
}
