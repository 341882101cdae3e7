package org.fputlab.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Virtual machines of their own, each with a file that has what it says. */
final class Jvms implements AutoCloseable {

  private final Path folder;
  private final List<Process> processes = new ArrayList<>();

  Jvms(Path folder) {
    this.folder = folder;
  }

  /** Starts one, called so. */
  Process start(String name, String... arguments) throws IOException {
    List<String> words =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path")));
    words.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(words)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(name).toFile())
            .start();
    processes.add(process);
    return process;
  }

  /** Starts one that listens at {@code port} and that others find at the beginning of a link. */
  Process startBehind(Link link, int port, String name, String... arguments) throws IOException {
    List<String> words =
        new ArrayList<>(
            List.of(
                "-Dakka.remote.artery.canonical.port=" + link.port(),
                "-Dakka.remote.artery.bind.hostname=127.0.0.1",
                "-Dakka.remote.artery.bind.port=" + port));
    words.addAll(List.of(arguments));
    return start(name, words.toArray(String[]::new));
  }

  /** What it has said so far. */
  String said(String name) throws IOException {
    return Files.readString(folder.resolve(name));
  }

  static void signal(String name, Process to) {
    try {
      new ProcessBuilder("kill", "-" + name, Long.toString(to.pid())).start().waitFor();
    } catch (IOException | InterruptedException failed) {
      throw new AssertionError(failed);
    }
  }

  @Override
  public void close() {
    processes.forEach(Process::destroyForcibly);
  }
}
