package org.fputlab.scenario;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.fputlab.kernel.words.BadValue;
import org.fputlab.scenario.text.NearestWord;
import org.fputlab.scenario.text.Problems;
import org.fputlab.scenario.text.Where;

/**
 * A part of a scenario file in curly brackets, which remembers what was asked of it: a key that
 * nobody asked for is a problem. A value that breaks its rule is noted and its default taken, so
 * that the reading goes on to the next problem.
 */
final class Section {

  /** How a value is understood. */
  interface Reader<T> {
    T read(ConfigValue value) throws BadValue;
  }

  private final String path;
  private final ConfigObject object;
  private final Problems problems;
  private final Set<String> asked = new LinkedHashSet<>();
  private final Set<String> stepKeys = new LinkedHashSet<>();
  private final Set<String> leftOut;

  /** The whole file. */
  Section(ConfigObject root, Problems problems) {
    this("", root, problems, new TreeSet<>());
  }

  private Section(String path, ConfigObject object, Problems problems, Set<String> leftOut) {
    this.path = path;
    this.object = object;
    this.problems = problems;
    this.leftOut = leftOut;
  }

  Where where() {
    return Where.of(object.origin());
  }

  /** Where a key's value stands, or where the section does. */
  Where where(String key) {
    ConfigValue value = object.get(key);
    return value == null ? where() : Where.of(value.origin());
  }

  boolean has(String key) {
    asked.add(key);
    return object.containsKey(key);
  }

  boolean isEmpty() {
    return object.isEmpty();
  }

  /** Every key, here and below, that could have been there and was not. */
  Set<String> leftOut() {
    return leftOut;
  }

  <T> T get(String key, T otherwise, Reader<? extends T> reader) {
    asked.add(key);
    ConfigValue value = object.get(key);
    if (value == null) {
      leftOut.add(fullKey(key));
      return otherwise;
    }
    try {
      return reader.read(value);
    } catch (BadValue bad) {
      problems.add(Where.of(value.origin()), fullKey(key), Values.shown(value), bad);
      return otherwise;
    }
  }

  /** A value that must be there; {@code standIn} only lets the reading go on. */
  <T> T require(String key, T standIn, Reader<? extends T> reader, String example) {
    if (!object.containsKey(key)) {
      refuse(key, "is missing", "Write " + key + " = " + example);
    }
    return get(key, standIn, reader);
  }

  /** Notes what is wrong with a key's value, or with its being there or not. */
  void refuse(String key, String rule, String hint) {
    ConfigValue value = object.get(key);
    String shown = value == null ? "" : Values.shown(value);
    problems.add(where(key), fullKey(key), shown, rule, hint);
  }

  /** Refuses keys that say nothing where another setting is made. */
  void refuseBeside(String setting, String... keys) {
    for (String key : keys) {
      if (has(key)) {
        refuse(key, "has no effect beside " + setting, "Leave it out");
      }
    }
  }

  /** Notes what is wrong with the section as a whole. */
  void refuse(String rule, String hint) {
    problems.add(where(), path, "", rule, hint);
  }

  /** A section of this one; empty if it is not there. */
  Section section(String key) {
    return new Section(fullKey(key), child(key), problems, leftOut);
  }

  /** The sections below a key by name, in the order of the file. */
  Map<String, Section> named(String key) {
    ConfigObject all = child(key);
    Map<String, Section> sections = new LinkedHashMap<>();
    for (String name : inOrder(all)) {
      if (Values.isName(name)) {
        Section outer = new Section(fullKey(key), all, problems, leftOut);
        sections.put(name, outer.section(name));
      } else {
        problems.add(
            Where.of(valueOf(all, name).origin()),
            fullKey(key) + "." + name,
            "",
            "is not a name",
            "Use letters, digits, - and _");
      }
    }
    return sections;
  }

  /** The sections of a list. */
  List<Section> listed(String key) {
    List<Section> sections = new ArrayList<>();
    for (ConfigValue value : get(key, List.<ConfigValue>of(), Section::elements)) {
      String name = fullKey(key) + "[" + (sections.size() + 1) + "]";
      if (value instanceof ConfigObject element) {
        sections.add(new Section(name, element, problems, leftOut));
      } else {
        problems.add(
            Where.of(value.origin()), name, Values.shown(value), Values.notASection(value));
      }
    }
    return sections;
  }

  /** A list of texts, each with its own place. */
  List<StepLine> lines(String key) {
    List<StepLine> lines = new ArrayList<>();
    for (ConfigValue value : get(key, List.<ConfigValue>of(), Section::elements)) {
      if (value.valueType() == ConfigValueType.STRING) {
        lines.add(new StepLine(Where.of(value.origin()), fullKey(key), text(value)));
      } else {
        problems.add(
            Where.of(value.origin()), fullKey(key), Values.shown(value), "is not text", "");
      }
    }
    return lines;
  }

  /** A list of steps, each with its own place. */
  List<StepLine> steps(String key) {
    stepKeys.add(key);
    return lines(key);
  }

  /** The same of a list that must be there. */
  List<StepLine> requireSteps(String key, String example) {
    if (!object.containsKey(key)) {
      refuse(key, "is missing", "Write " + key + " = " + example);
    }
    return steps(key);
  }

  /** Keys in the order of the file. */
  List<String> keys() {
    return inOrder(object);
  }

  /** To be called when all keys have been asked for. */
  void refuseOtherKeys() {
    for (String key : keys()) {
      if (!asked.contains(key)) {
        refuse(key, "unknown key", NearestWord.hint(key, asked));
        if (stepKeys.contains(NearestWord.nearest(key, asked))) {
          refuseUnknownSteps(key);
        }
      }
    }
  }

  /** What is meant for steps under a misspelt key, as far as the words alone tell. */
  private void refuseUnknownSteps(String key) {
    if (!(object.get(key) instanceof ConfigList)) {
      return;
    }
    for (StepLine step : lines(key)) {
      String word = step.text().split("\\s+", 2)[0];
      if (!StepTable.knows(word)) {
        problems.add(step.where(), step.key(), step.text(), StepTable.unknown(word));
      }
    }
  }

  String fullKey(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private ConfigObject child(String key) {
    ConfigObject none = ConfigFactory.empty().root();
    return get(
        key,
        none,
        value -> {
          if (value instanceof ConfigObject section) {
            return section;
          }
          throw Values.notASection(value);
        });
  }

  private static List<ConfigValue> elements(ConfigValue value) throws BadValue {
    if (value instanceof ConfigList list) {
      return list;
    }
    throw new BadValue("is not a list", "Write it in [ ]");
  }

  private static String text(ConfigValue value) {
    return String.valueOf(value.unwrapped()).strip();
  }

  private static List<String> inOrder(ConfigObject object) {
    List<String> keys = new ArrayList<>(object.keySet());
    keys.sort(
        Comparator.<String, String>comparing(key -> Where.of(valueOf(object, key).origin()).file())
            .thenComparingInt(key -> Where.of(valueOf(object, key).origin()).line())
            .thenComparing(Comparator.naturalOrder()));
    return keys;
  }

  private static ConfigValue valueOf(ConfigObject object, String key) {
    return Objects.requireNonNull(object.get(key));
  }
}
