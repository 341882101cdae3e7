package org.fputlab.kernellog;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the kernel's functions, as data: what a task waits for that sleeps in one, and
 * which belong to a close ({@code config/kernel-functions.txt}).
 */
public final class FunctionTable {

  private static final String FILE = "/config/kernel-functions.txt";

  /**
   * One line of the table.
   *
   * @param function its first column, or the function that this stands for
   * @param role what kind of thing it tells
   * @param what the thing, as part of a sentence
   * @param source where the kernel has it
   */
  public record Entry(String function, String role, String what, String source) {}

  /** One part of it. */
  private static final class Part {
    private final Map<String, Entry> exact = new LinkedHashMap<>();
    private final Map<Pattern, Entry> globs = new LinkedHashMap<>();
    private final Map<String, Entry> known = new LinkedHashMap<>();

    void add(Entry entry) {
      if (entry.function.indexOf('*') < 0) {
        exact.putIfAbsent(entry.function, entry);
      } else {
        globs.put(Pattern.compile(entry.function.replace(".", "\\.").replace("*", ".*")), entry);
      }
    }

    @Nullable Entry of(String function) {
      Entry entry = exact.get(function);
      if (entry == null) {
        entry = known.computeIfAbsent(function, this::search);
      }
      return entry.equals(NOTHING) ? null : entry;
    }

    private Entry search(String function) {
      for (Map.Entry<Pattern, Entry> glob : globs.entrySet()) {
        if (glob.getKey().matcher(function).matches()) {
          Entry line = glob.getValue();
          return new Entry(function, line.role, line.what, line.source);
        }
      }
      return NOTHING;
    }
  }

  private static final Entry NOTHING = new Entry("", "", "", "");

  private final Map<String, Part> parts = new LinkedHashMap<>();

  private FunctionTable(List<String> lines) {
    Part part = new Part();
    for (String line : lines) {
      String text = line.strip();
      if (text.startsWith("[")) {
        part = parts.computeIfAbsent(text.substring(1, text.length() - 1), none -> new Part());
      } else if (!text.isEmpty() && !text.startsWith("#")) {
        part.add(entry(text));
      }
    }
  }

  private static Entry entry(String text) {
    List<String> columns = new ArrayList<>(List.of(text.split("\\s{2,}", -1)));
    if (columns.size() != 4) {
      throw new IllegalStateException(FILE + ": not four columns: " + text);
    }
    return new Entry(columns.get(0), columns.get(1), columns.get(2), columns.get(3));
  }

  /** The table that comes with the program. */
  public static FunctionTable shipped() {
    try (InputStream file = FunctionTable.class.getResourceAsStream(FILE)) {
      if (file == null) {
        throw new IllegalStateException("the program lacks its file " + FILE);
      }
      return of(new String(file.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  static FunctionTable of(String text) {
    return new FunctionTable(text.lines().toList());
  }

  private @Nullable Entry in(String part, String name) {
    Part lines = parts.get(part);
    return lines == null ? null : lines.of(name);
  }

  /** What a task waits for that sleeps in this function, or null where the table does not say. */
  @Nullable Entry waits(StackFrame frame) {
    return in("waits", frame.source());
  }

  boolean saysNothing(StackFrame frame) {
    Entry entry = waits(frame);
    return entry != null && entry.role().equals("skip");
  }

  /** Whose a page is, with this function further out. */
  @Nullable Entry owner(StackFrame frame) {
    return in("of", frame.source());
  }

  /** The lock that this function takes. */
  @Nullable Entry lock(StackFrame frame) {
    return in("locks", frame.source());
  }

  /** The work item that a task waits for in this function. */
  @Nullable Entry item(StackFrame frame) {
    return in("items", frame.source());
  }

  /** The lock that a task has while it is in this function. */
  @Nullable Entry holds(StackFrame frame) {
    return in("holds", frame.source());
  }

  /** Which part of a close this function is, or null. */
  public @Nullable Entry closes(StackFrame frame) {
    return in("closes", frame.source());
  }

  /** Whether a work item, as in {@code events delayed_fput}, is part of a close. */
  public boolean closes(String work) {
    return in("closes", work.substring(work.lastIndexOf(' ') + 1)) != null;
  }

  /** The daemon that a program of this name is, or null. */
  @Nullable Entry daemon(String comm) {
    return in("daemons", comm);
  }
}
