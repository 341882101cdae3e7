package org.fputlab.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/**
 * A JSON file that is either whole or not there: written beside its place and moved into it.
 * Whether it can be written is known when it is opened, before a run. Pipes and devices are written
 * straight.
 */
public final class JsonFile implements AutoCloseable {

  private final Path target;
  private final @Nullable Path draft;

  private JsonFile(Path target, @Nullable Path draft) {
    this.target = target;
    this.draft = draft;
  }

  /**
   * Makes sure that {@code path} can be written.
   *
   * @throws IOException with a reason for a person to read
   */
  public static JsonFile open(Path path) throws IOException {
    Path target = Files.exists(path) ? path.toRealPath() : path.toAbsolutePath();
    if (Files.isDirectory(target)) {
      throw new IOException("is a directory");
    }
    if (Files.exists(target) && !Files.isRegularFile(target)) {
      return new JsonFile(target, null);
    }
    return new JsonFile(target, draftBeside(target));
  }

  private static Path draftBeside(Path target) throws IOException {
    Path folder = target.getParent();
    if (folder == null || target.getFileName() == null) {
      throw new IOException("is not the name of a file");
    }
    if (!Files.isDirectory(folder)) {
      throw new IOException("there is no directory " + folder);
    }
    if (Files.exists(target) && !Files.isWritable(target)) {
      throw new IOException("may not be written");
    }
    try {
      Path draft = folder.resolve(draftName(target));
      Files.write(draft, new byte[0]);
      return draft;
    } catch (FileSystemException e) {
      String reason = e instanceof NoSuchFileException ? "no such directory" : e.getReason();
      throw new IOException(reason == null ? "may not be written" : reason, e);
    }
  }

  private static String draftName(Path target) {
    return "." + target.getFileName() + "." + ProcessHandle.current().pid() + ".part";
  }

  /** Writes the whole file. */
  public void write(JsonNode json) throws IOException {
    byte[] text =
        (new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n")
            .getBytes(StandardCharsets.UTF_8);
    if (draft == null) {
      try (OutputStream out = Files.newOutputStream(target)) {
        out.write(text);
      }
      return;
    }
    Files.write(draft, text);
    Files.move(draft, target, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Leaves nothing behind of a file that was not written. */
  @Override
  public void close() throws IOException {
    if (draft != null) {
      Files.deleteIfExists(draft);
    }
  }
}
