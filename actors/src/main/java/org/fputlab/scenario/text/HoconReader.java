package org.fputlab.scenario.text;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigIncluderClasspath;
import com.typesafe.config.ConfigIncluderFile;
import com.typesafe.config.ConfigIncluderURL;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigSyntax;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fputlab.kernel.words.BadValue;

/**
 * Reads HOCON text into a tree whose every value knows its file and line.
 *
 * <p>Typesafe Config does the parsing; what it is lenient about is refused here: a missing include,
 * an include loop, files that are no text, values from the environment, addresses of other
 * machines.
 */
public final class HoconReader
    implements ConfigIncluder, ConfigIncluderFile, ConfigIncluderURL, ConfigIncluderClasspath {

  private static final int MOST_INCLUDES = 64;

  /** A file that is being read: where it is, how the user would name it, and its text. */
  private record Open(Path path, String shown, String text) {}

  private final Problems problems;
  private final Deque<Open> open = new ArrayDeque<>();
  private final Map<String, Path> paths = new LinkedHashMap<>();
  private final Map<String, String> given;
  private final Map<String, String> texts = new LinkedHashMap<>();
  private int includes;

  /** Reads from files only. */
  public HoconReader(Problems problems) {
    this(problems, Map.of());
  }

  /**
   * Reads from files and from texts at hand.
   *
   * @param given texts by the name of their file, which are then not read again
   */
  public HoconReader(Problems problems, Map<String, String> given) {
    this.problems = problems;
    this.given = given;
  }

  /** Every text that was read, by the name of its file, the first one first. */
  public Map<String, String> texts() {
    return texts;
  }

  private Open opened(Path path, String shown) throws BadValue {
    String known = given.get(shown);
    String text = known == null ? SafeText.of(path) : known;
    texts.put(shown, text);
    return new Open(path, shown, text);
  }

  /** The file's tree; empty if there is a problem. */
  public ConfigObject read(Path file, String shown) {
    try {
      return resolved(parsed(opened(file, shown)).toConfig());
    } catch (BadValue bad) {
      problems.add(new Where(shown, 0), "", "", bad);
    } catch (ConfigException bad) {
      problems.add(HoconError.where(bad, shown), "", "", HoconError.explained(bad));
    } catch (OutOfMemoryError tooMuch) {
      problems.add(new Where(shown, 0), "", "", "grows too large once its ${ } are filled in", "");
    } catch (StackOverflowError tooDeep) {
      problems.add(new Where(shown, 0), "", "", "is nested too deeply", "");
    }
    return ConfigFactory.empty().root();
  }

  /** What lies beside a file that {@link Where#file} names; it becomes one of the texts. */
  public Beside beside(String shown) {
    return name -> {
      Path path = paths.getOrDefault(shown, Path.of(shown)).resolveSibling(name);
      return opened(path, String.valueOf(Path.of(shown).resolveSibling(name))).text();
    };
  }

  private static ConfigObject resolved(Config config) {
    return config.resolve(ConfigResolveOptions.noSystem()).root();
  }

  private ConfigObject parsed(Open file) {
    open.push(file);
    paths.put(file.shown(), file.path());
    try {
      return ConfigFactory.parseString(
              file.text(),
              ConfigParseOptions.defaults()
                  .setSyntax(ConfigSyntax.CONF)
                  .setAllowMissing(false)
                  .setOriginDescription(file.shown())
                  .setIncluder(this))
          .root();
    } finally {
      open.pop();
    }
  }

  @Override
  public ConfigObject include(ConfigIncludeContext context, String what) {
    Open from = open.element();
    try {
      Path path = from.path().resolveSibling(what);
      String shown = String.valueOf(Path.of(from.shown()).resolveSibling(what));
      refuseLoop(path);
      return parsed(opened(path, shown));
    } catch (BadValue bad) {
      problems.add(includeLine(from, what), "include", what, bad);
    } catch (InvalidPathException bad) {
      problems.add(includeLine(from, what), "include", what, "is not the name of a file", "");
    } catch (ConfigException bad) {
      problems.add(HoconError.where(bad, from.shown()), "", "", HoconError.explained(bad));
    }
    return ConfigFactory.empty().root();
  }

  private void refuseLoop(Path path) throws BadValue {
    if (++includes > MOST_INCLUDES) {
      throw new BadValue("is one of more than " + MOST_INCLUDES + " includes", "");
    }
    for (Open file : open) {
      if (isSame(file.path(), path)) {
        throw new BadValue("includes itself: a loop of includes", "Take one of them out");
      }
    }
  }

  private static boolean isSame(Path one, Path other) {
    try {
      return Files.isSameFile(one, other);
    } catch (IOException missing) {
      return false;
    }
  }

  /** The parser does not tell an includer where it is; the statement holds the name in quotes. */
  private static Where includeLine(Open file, String what) {
    List<String> lines = file.text().lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.startsWith("include") && line.contains("\"" + what + "\"")) {
        return new Where(file.shown(), i + 1);
      }
    }
    return new Where(file.shown(), 0);
  }

  @Override
  public ConfigObject includeFile(ConfigIncludeContext context, File what) {
    return include(context, what.getPath());
  }

  @Override
  public ConfigObject includeURL(ConfigIncludeContext context, URL what) {
    return refusedInclude(what.toString());
  }

  @Override
  public ConfigObject includeResources(ConfigIncludeContext context, String what) {
    return refusedInclude(what);
  }

  private ConfigObject refusedInclude(String what) {
    problems.add(
        includeLine(open.element(), what),
        "include",
        what,
        "only files are included",
        "Write include \"file.conf\"");
    return ConfigFactory.empty().root();
  }

  @Override
  public ConfigIncluder withFallback(ConfigIncluder fallback) {
    return this;
  }
}
