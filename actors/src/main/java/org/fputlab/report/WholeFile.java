package org.fputlab.report;

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
 * A file that is either whole or not there: written beside its place and moved into it. Whether it
 * can be written is known when it is opened, before a run. What is no regular file, as a pipe or a
 * device, is written into and never replaced.
 */
public final class WholeFile implements AutoCloseable {

  private final Path target;
  private final @Nullable Path draft;

  private WholeFile(Path target, @Nullable Path draft) {
    this.target = target;
    this.draft = draft;
  }

  /**
   * Makes sure that {@code path} can be written.
   *
   * @throws IOException with a reason for a person to read
   */
  public static WholeFile open(Path path) throws IOException {
    Path target = Files.exists(path) ? path.toRealPath() : path.toAbsolutePath();
    if (Files.isDirectory(target)) {
      throw new IOException("is a directory");
    }
    if (Files.exists(target) && !Files.isRegularFile(target)) {
      return new WholeFile(target, null);
    }
    return new WholeFile(target, draftBeside(target));
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

  /** Where to write what is too long to be held; {@link #finish} makes a file of it. */
  public OutputStream stream() throws IOException {
    return Files.newOutputStream(draft == null ? target : draft);
  }

  /** The stream was written to its end and closed: it is the file now. */
  public void finish() throws IOException {
    if (draft != null) {
      Files.move(draft, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Writes the whole file. */
  public void write(String whole) throws IOException {
    byte[] text = whole.getBytes(StandardCharsets.UTF_8);
    if (draft == null) {
      try (OutputStream out = Files.newOutputStream(target)) {
        out.write(text);
      }
      return;
    }
    Files.write(draft, text);
    finish();
  }

  /** Why it could not be written, for a person to read; nothing was lost. */
  public static String reason(IOException failed) {
    String reason =
        failed instanceof FileSystemException system ? system.getReason() : failed.getMessage();
    return "cannot be written: " + (reason == null ? "permission denied" : reason);
  }

  /** Leaves nothing behind of a file that was not written. */
  @Override
  public void close() throws IOException {
    if (draft != null) {
      Files.deleteIfExists(draft);
    }
  }
}
