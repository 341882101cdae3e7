package org.fputlab.kernellog;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.tukaani.xz.XZInputStream;

/** Opens a log, unpacks it, says what it is if it is no text, and cuts it into lines. */
final class LogSource {

  private static final int BUFFER = 1 << 18;

  /** What is behind this in one line is no kernel's. */
  private static final int LONGEST_LINE = 1 << 14;

  /** So much is looked at to tell a text. */
  private static final int BEGINNING = 4096;

  /** An xz file says how much memory it wants: not more than this. */
  private static final int XZ_KIB = 100 << 10;

  /** How files begin that are no text, and what to do with them. */
  private static final Map<String, String> OTHERS = new LinkedHashMap<>();

  static {
    OTHERS.put("LPKSHHRH", "is a binary journal. Give what journalctl --file prints of it");
    OTHERS.put(
        "\u007fELF", "is a binary (a core, or a program). Give what crash prints of it: bt -a");
    OTHERS.put("KDUMP", "is a crash dump. Give what crash prints of it: log, foreach UN bt");
    OTHERS.put("DISKDUMP", "is a crash dump. Give what crash prints of it: log, foreach UN bt");
    OTHERS.put(
        "(\u00b5/\u00fd", "is compressed by zstd. Unpack it first: zstd -dc FILE | fputlab read -");
    OTHERS.put("BZh", "is compressed by bzip2. Unpack it first: bzip2 -dc FILE | fputlab read -");
    OTHERS.put("PK\u0003\u0004", "is a zip archive. Unpack it first");
    OTHERS.put("\u0017\bDtracing", "is a trace.dat. Give what trace-cmd report prints of it");
    OTHERS.put("%PDF", "is a PDF, not text");
    OTHERS.put("\u00ff\u00fe", "is UTF-16. Convert it first: iconv -f UTF-16 -t UTF-8");
    OTHERS.put("\u00fe\u00ff", "is UTF-16. Convert it first: iconv -f UTF-16 -t UTF-8");
  }

  private final String shown;

  private LogSource(String shown) {
    this.shown = shown;
  }

  /**
   * Shows every line of a file to {@code scan}.
   *
   * @param shown how the user named it
   * @param progress told how many bytes were read, now and then
   */
  static void read(String shown, LineTaker scan, LongConsumer progress) throws UnreadableLog {
    LogSource source = new LogSource(shown);
    try (InputStream file = Files.newInputStream(source.path())) {
      source.lines(file, scan, progress);
    } catch (AccessDeniedException denied) {
      throw source.not("may not be read. Check its permissions");
    } catch (IOException failed) {
      throw source.not("cannot be read: " + failed.getMessage());
    }
  }

  /** The same of a stream that is there already. */
  static void read(String shown, InputStream in, LineTaker scan, LongConsumer progress)
      throws UnreadableLog {
    LogSource source = new LogSource(shown);
    try {
      source.lines(in, scan, progress);
    } catch (IOException failed) {
      throw source.not("cannot be read: " + failed.getMessage());
    }
  }

  private UnreadableLog not(String why) {
    return new UnreadableLog(shown, why + ".");
  }

  private Path path() throws UnreadableLog {
    try {
      Path path = Path.of(shown);
      if (Files.isDirectory(path)) {
        throw not("is a directory. Name a file in it");
      }
      if (!Files.exists(path)) {
        throw not("there is no such file");
      }
      return path;
    } catch (InvalidPathException noPath) {
      throw not("is no name of a file");
    }
  }

  private void lines(InputStream file, LineTaker scan, LongConsumer progress)
      throws IOException, UnreadableLog {
    BufferedInputStream packed = new BufferedInputStream(file, BUFFER);
    byte[] first = beginning(packed);
    if (first.length == 0) {
      throw not("is empty");
    }
    InputStream text = unpacked(packed, first);
    if (text != packed) {
      BufferedInputStream inner = new BufferedInputStream(text, BUFFER);
      check(packedBeginning(inner));
      cut(inner, scan, progress);
    } else {
      check(first);
      cut(packed, scan, progress);
    }
  }

  private static byte[] beginning(BufferedInputStream in) throws IOException {
    in.mark(BEGINNING + 1);
    byte[] first = in.readNBytes(BEGINNING);
    in.reset();
    return first;
  }

  private byte[] packedBeginning(BufferedInputStream in) throws UnreadableLog {
    try {
      byte[] first = beginning(in);
      if (first.length == 0) {
        throw not("holds nothing when unpacked");
      }
      return first;
    } catch (IOException damaged) {
      throw not("is damaged: it cannot be unpacked");
    }
  }

  private InputStream unpacked(InputStream packed, byte[] first) throws UnreadableLog {
    try {
      if (first.length > 1 && (first[0] & 0xff) == 0x1f && (first[1] & 0xff) == 0x8b) {
        return new GZIPInputStream(packed, BUFFER);
      }
      if (first.length > 5
          && (first[0] & 0xff) == 0xfd
          && new String(first, 1, 4, StandardCharsets.ISO_8859_1).equals("7zXZ")) {
        return new XZInputStream(packed, XZ_KIB);
      }
      return packed;
    } catch (IOException damaged) {
      throw not("is damaged: it cannot be unpacked");
    }
  }

  /** A text has few control characters; a block of zeros is what a crash leaves in a syslog. */
  private void check(byte[] first) throws UnreadableLog {
    String start = new String(first, StandardCharsets.ISO_8859_1);
    for (Map.Entry<String, String> other : OTHERS.entrySet()) {
      if (start.startsWith(other.getKey())) {
        throw not(other.getValue());
      }
    }
    int controls = 0;
    int zeros = 0;
    for (byte b : first) {
      boolean blank = b == '\n' || b == '\r' || b == '\t' || b == 0x1b || b == '\f' || b == '\b';
      zeros += b == 0 ? 1 : 0;
      controls += b > 0 && b < ' ' && !blank ? 1 : 0;
    }
    boolean onlyZeros = zeros == first.length;
    if (controls * 20 > first.length || (zeros * 20 > first.length && controls > 0) || onlyZeros) {
      throw not("is binary, not text. Give what dmesg, journalctl -k or cat prints");
    }
  }

  private void cut(InputStream in, LineTaker scan, LongConsumer progress)
      throws IOException, UnreadableLog {
    byte[] buffer = new byte[BUFFER];
    int kept = 0;
    long total = 0;
    boolean skipping = false;
    int read;
    while ((read = next(in, buffer, kept)) > 0) {
      int end = kept + read;
      int from = 0;
      for (int i = kept; i < end; i++) {
        if (buffer[i] == '\n') {
          if (!skipping) {
            scan.line(buffer, from, Math.min(i, from + LONGEST_LINE));
          }
          skipping = false;
          from = i + 1;
        }
      }
      kept = end - from;
      if (kept > LONGEST_LINE) {
        if (!skipping) {
          scan.line(buffer, from, from + LONGEST_LINE);
        }
        skipping = true;
        kept = 0;
      }
      System.arraycopy(buffer, from, buffer, 0, kept);
      total += read;
      progress.accept(total);
    }
    if (kept > 0 && !skipping) {
      scan.line(buffer, 0, kept);
    }
    scan.end(kept == 0);
  }

  private int next(InputStream in, byte[] buffer, int kept) throws IOException, UnreadableLog {
    try {
      return in.read(buffer, kept, buffer.length - kept);
    } catch (EOFException | ZipException | org.tukaani.xz.XZIOException damaged) {
      throw not("is damaged: it ends in the middle, or its contents do not unpack");
    }
  }
}
