package org.fputlab.report.trace;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes events in the Trace Event Format, one on each line, as they come: JSON that Perfetto,
 * chrome://tracing and others open ("Trace Event Format", the Chromium project). Times are
 * microseconds with three decimals. Of a track the events are written in the order of their times.
 */
final class TraceWriter implements Closeable {

  private static final int BUFFER = 1 << 16;
  private static final int NANOS = 1000;

  private final OutputStream out;
  private final StringBuilder line = new StringBuilder();
  private final Map<String, String> quoted = new LinkedHashMap<>();
  private long written;
  private boolean first = true;
  private @Nullable IOException failed;

  TraceWriter(OutputStream to) {
    out = new BufferedOutputStream(to, BUFFER);
    put("{\"displayTimeUnit\":\"ns\",\"traceEvents\":[");
  }

  /** Bytes so far. */
  long written() {
    return written;
  }

  /** A slice begins: a function, or a wait. */
  void begin(int process, int thread, long at, String category, String name, String... arguments) {
    event("B", process, thread, at).append(",\"cat\":\"").append(category).append('"');
    name(name);
    arguments(arguments);
    end();
  }

  /** The innermost slice of a track ends. */
  void end(int process, int thread, long at) {
    event("E", process, thread, at);
    end();
  }

  /** An arrow leaves the slice that is open here. */
  void arrowLeaves(int process, int thread, long at, long id) {
    event("s", process, thread, at)
        .append(",\"cat\":\"wake\",\"name\":\"wakes\",\"id\":")
        .append(id);
    end();
  }

  /** An arrow comes to the slice that is open here. */
  void arrowComes(int process, int thread, long at, long id) {
    event("f", process, thread, at)
        .append(",\"bp\":\"e\",\"cat\":\"wake\",\"name\":\"wakes\",\"id\":")
        .append(id);
    end();
  }

  /** How many there are of something from now on. */
  void counter(int process, long at, String name, long value) {
    event("C", process, 0, at);
    name(name);
    line.append(",\"args\":{\"n\":").append(value).append('}');
    end();
  }

  /** Something notable happened. */
  void mark(int process, int thread, long at, String name) {
    event("i", process, thread, at).append(",\"s\":\"t\"");
    name(name);
    end();
  }

  /** The name of a process, or of a thread of it; {@code kind} as in {@code thread_name}. */
  void named(String kind, int process, int thread, String name) {
    event("M", process, thread, 0);
    name(kind);
    line.append(",\"args\":{\"name\":").append(quote(name)).append('}');
    end();
  }

  private StringBuilder event(String phase, int process, int thread, long at) {
    line.setLength(0);
    line.append(first ? "\n" : ",\n");
    first = false;
    line.append("{\"ph\":\"").append(phase).append("\",\"pid\":").append(process);
    line.append(",\"tid\":").append(thread).append(",\"ts\":").append(at / NANOS);
    long rest = at % NANOS;
    if (rest > 0) {
      line.append('.').append((char) ('0' + rest / 100));
      line.append((char) ('0' + rest / 10 % 10)).append((char) ('0' + rest % 10));
    }
    return line;
  }

  private void name(String name) {
    line.append(",\"name\":").append(quote(name));
  }

  private void arguments(String[] pairs) {
    for (int i = 0; i + 1 < pairs.length; i += 2) {
      line.append(i == 0 ? ",\"args\":{" : ",");
      line.append(quote(pairs[i])).append(':').append(quote(pairs[i + 1]));
    }
    line.append(pairs.length > 1 ? "}" : "");
  }

  private String quote(String text) {
    return quoted.computeIfAbsent(
        text,
        plain -> '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(plain)) + '"');
  }

  private void end() {
    line.append('}');
    put(line);
  }

  private void put(CharSequence text) {
    if (failed != null) {
      return;
    }
    try {
      byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
      out.write(bytes);
      written += bytes.length;
    } catch (IOException full) {
      failed = full;
    }
  }

  /**
   * Ends the file, with what is to be said of all of it. What went wrong before it is thrown here:
   * the run does not end for it.
   */
  void finish(Map<String, String> said) throws IOException {
    line.setLength(0);
    line.append("\n],\"otherData\":{");
    said.forEach(
        (key, value) -> {
          line.append(line.charAt(line.length() - 1) == '{' ? "" : ",");
          line.append(quote(key)).append(':').append(quote(value));
        });
    line.append("}}\n");
    put(line);
    out.flush();
    if (failed != null) {
      throw failed;
    }
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
