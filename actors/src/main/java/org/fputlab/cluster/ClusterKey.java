package org.fputlab.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;

/**
 * A secret that the nodes of one user on one machine share: a file that nobody else can read. It is
 * part of the cluster's name, and Artery drops whatever is not addressed to that name: other users
 * of the machine reach the port and get no further.
 */
final class ClusterKey {

  private static final int BYTES = 16;
  private static final Set<PosixFilePermission> OWNER =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private ClusterKey() {}

  /** The key of this user, made now if there is none. */
  static String ofUser() throws CannotOpen {
    String given = System.getenv("XDG_CONFIG_HOME");
    Path config =
        given == null || given.isBlank()
            ? Path.of(System.getProperty("user.home"), ".config")
            : Path.of(given);
    return in(config.resolve("fputlab").resolve("cluster.key"));
  }

  static String in(Path file) throws CannotOpen {
    try {
      if (!Files.exists(file)) {
        make(file);
      }
      return read(file);
    } catch (IOException failed) {
      throw new CannotOpen(file + ": the cluster's key cannot be kept there: " + failed, failed);
    }
  }

  private static String read(Path file) throws IOException, CannotOpen {
    Set<PosixFilePermission> others = EnumSet.allOf(PosixFilePermission.class);
    others.removeAll(OWNER);
    others.remove(PosixFilePermission.OWNER_EXECUTE);
    others.retainAll(Files.getPosixFilePermissions(file));
    if (!others.isEmpty()) {
      throw new CannotOpen(file + ": others may read or write the cluster's key: chmod 600 it");
    }
    String key = Files.readString(file).strip();
    if (!key.matches("[0-9a-f]{" + 2 * BYTES + "}")) {
      throw new CannotOpen(file + ": holds no key of a cluster: remove it, and a new one is made");
    }
    return key;
  }

  /** Written beside its place and linked there: of two who make one at once, one wins. */
  private static void make(Path file) throws IOException {
    byte[] secret = new byte[BYTES];
    new SecureRandom().nextBytes(secret);
    Path folder = Files.createDirectories(file.toAbsolutePath().getParent());
    Path draft =
        Files.createTempFile(
            folder, "cluster", ".key", PosixFilePermissions.asFileAttribute(OWNER));
    try {
      Files.write(draft, HexFormat.of().formatHex(secret).getBytes(StandardCharsets.US_ASCII));
      Files.createLink(file, draft);
    } catch (FileAlreadyExistsException another) {
      // made by another process meanwhile: that one counts
    } finally {
      Files.delete(draft);
    }
  }
}
