package org.fputlab.kernellog;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads the files in which kernels tell of their locks. */
public final class LockFiles {

  private LockFiles() {}

  public static KernelLocks read(List<String> files) throws IOException {
    List<ProcDump> dumps = new ArrayList<>();
    for (String file : files) {
      ProcDumpReader reader = new ProcDumpReader(String.valueOf(Path.of(file).getFileName()));
      try (BufferedReader in =
          Files.newBufferedReader(Path.of(file), StandardCharsets.ISO_8859_1)) {
        for (String line = in.readLine(); line != null; line = in.readLine()) {
          reader.line(line);
        }
      }
      reader.end(true);
      dumps.addAll(reader.dumps());
    }
    return new KernelLocks(dumps);
  }
}
