package org.fputlab.scenario.text;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.fputlab.kernel.words.BadValue;

/** The text of a file that somebody named, or a clear reason why there is none. */
final class SafeText {

  /** The largest shipped scenario has some kilobytes; anything like this was named by mistake. */
  static final int LIMIT_BYTES = 1 << 20;

  private SafeText() {}

  static String of(Path file) throws BadValue {
    if (Files.isDirectory(file)) {
      throw new BadValue("is a directory", "Name a file in it");
    }
    if (!Files.exists(file)) {
      throw new BadValue("there is no such file", "");
    }
    if (!Files.isRegularFile(file)) {
      throw new BadValue("is not a regular file", "Copy what it gives to a file first");
    }
    return decoded(bytes(file));
  }

  private static byte[] bytes(Path file) throws BadValue {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LIMIT_BYTES + 1);
      if (bytes.length > LIMIT_BYTES) {
        throw new BadValue("is larger than 1 MiB, the limit for a scenario's files", "");
      }
      return bytes;
    } catch (AccessDeniedException denied) {
      throw new BadValue("may not be read", "Check its permissions");
    } catch (IOException failed) {
      throw new BadValue("cannot be read: " + failed.getMessage(), "");
    }
  }

  private static String decoded(byte[] bytes) throws BadValue {
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == 0) {
        throw new BadValue("is not text: byte " + i + " is zero", "");
      }
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException notText) {
      throw new BadValue("is not text in UTF-8", "");
    }
  }
}
