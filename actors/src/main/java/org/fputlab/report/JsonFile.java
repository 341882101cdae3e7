package org.fputlab.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;

/** A {@link WholeFile} of JSON, for people to read too. */
public final class JsonFile implements AutoCloseable {

  private final WholeFile file;

  private JsonFile(WholeFile file) {
    this.file = file;
  }

  /**
   * Makes sure that {@code path} can be written.
   *
   * @throws IOException with a reason for a person to read
   */
  public static JsonFile open(Path path) throws IOException {
    return new JsonFile(WholeFile.open(path));
  }

  /** Writes the whole file. */
  public void write(JsonNode json) throws IOException {
    file.write(new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n");
  }

  /** Leaves nothing behind of a file that was not written. */
  @Override
  public void close() throws IOException {
    file.close();
  }
}
