package org.fputlab.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * The version of this program, with a sum over its classes: two that differ in a class may run a
 * schedule differently.
 */
public final class BuildVersion {

  private static final String OURS = "org/fputlab/";

  private BuildVersion() {}

  /** As in {@code 0.1.0 (build 3f2a9c10)}. */
  public static String present() {
    String version = BuildVersion.class.getPackage().getImplementationVersion();
    return "%s (build %08x)".formatted(version == null ? "no jar" : version, sum());
  }

  private static long sum() {
    try {
      Path from =
          Path.of(BuildVersion.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      CRC32 all = new CRC32();
      (Files.isDirectory(from) ? inFolder(from) : inJar(from))
          .forEach((name, sum) -> all.update((name + sum).getBytes(StandardCharsets.UTF_8)));
      return all.getValue();
    } catch (IOException | URISyntaxException unreadable) {
      throw new IllegalStateException("the program's own classes cannot be read", unreadable);
    }
  }

  private static SortedMap<String, Long> inJar(Path file) throws IOException {
    SortedMap<String, Long> sums = new TreeMap<>();
    try (JarFile jar = new JarFile(file.toFile())) {
      for (JarEntry entry : (Iterable<JarEntry>) jar.stream()::iterator) {
        if (entry.getName().startsWith(OURS) && !entry.isDirectory()) {
          sums.put(entry.getName(), entry.getCrc());
        }
      }
    }
    return sums;
  }

  private static SortedMap<String, Long> inFolder(Path folder) throws IOException {
    SortedMap<String, Long> sums = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder.resolve(OURS))) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        CRC32 sum = new CRC32();
        try (InputStream in = Files.newInputStream(file)) {
          sum.update(in.readAllBytes());
        }
        sums.put(folder.relativize(file).toString(), sum.getValue());
      }
    }
    return sums;
  }
}
