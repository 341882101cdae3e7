package org.fputlab.scenario;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fputlab.DocBlock;

/** The tables of keys in the documentation, and what the reference configuration says of them. */
final class DocTable {

  static final String KEYS_PAGE = "scenario-file.md";

  private static final Pattern CODE = Pattern.compile("`([^`]*)`");
  private static final int DEFAULT = 2;

  /** Sections whose keys are names that the user gives. */
  private static final Set<String> NAMED =
      Set.of(
          "filesystems",
          "mounts",
          "files",
          "servers",
          "clients",
          "paths",
          "tasks",
          "works",
          "queues",
          "semaphores");

  private DocTable() {}

  /** What stands between the bars of a row; "" if the line is no row or has no such column. */
  static String cell(String line, int column) {
    String[] cells = line.split("\\|", -1);
    boolean isThere = line.startsWith("|") && cells.length > column + 2;
    return isThere ? cells[column + 1].strip() : "";
  }

  /** What a cell shows as code. */
  static List<String> names(String cell) {
    List<String> names = new ArrayList<>();
    Matcher code = CODE.matcher(cell);
    while (code.find()) {
      names.add(String.valueOf(code.group(1)));
    }
    return names;
  }

  /** Every key that has a row in a table of keys, with the cell of its default. */
  static Map<String, String> keys() {
    Map<String, String> keys = new LinkedHashMap<>();
    String section = "";
    boolean isTable = false;
    for (String line : DocBlock.page(KEYS_PAGE)) {
      if (line.startsWith("#")) {
        section = String.join("", names(line));
      }
      isTable = line.startsWith("|") && (isTable || cell(line, 0).equals("key"));
      for (String key : isTable ? names(cell(line, 0)) : List.<String>of()) {
        keys.put(section.isEmpty() ? key : section + "." + key, cell(line, DEFAULT));
      }
    }
    return keys;
  }

  /** Every key of the reference, with its value; for one that is there twice the first. */
  static Map<String, String> keysOfTheReference() {
    Map<String, String> keys = new LinkedHashMap<>();
    ConfigObject root =
        ConfigFactory.parseFile(Path.of("../config/reference.conf").toFile()).root();
    inOrder(root).forEach((key, value) -> walk(key, value, keys));
    return keys;
  }

  private static void walk(String key, ConfigValue value, Map<String, String> keys) {
    if (value instanceof ConfigObject section && !section.isEmpty()) {
      inOrder(section)
          .forEach(
              (below, part) ->
                  walk(key + "." + (NAMED.contains(key) ? "NAME" : below), part, keys));
    } else if (value instanceof ConfigList list && key.equals("faults")) {
      list.forEach(fault -> walk(key, fault, keys));
    } else {
      keys.putIfAbsent(key, shown(value));
    }
  }

  private static Map<String, ConfigValue> inOrder(ConfigObject section) {
    Map<String, ConfigValue> sorted = new LinkedHashMap<>();
    section.entrySet().stream()
        .sorted(Comparator.comparingInt(entry -> entry.getValue().origin().lineNumber()))
        .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
    return sorted;
  }

  private static String shown(ConfigValue value) {
    return value instanceof ConfigList list
        ? list.isEmpty() ? "[ ]" : "[ ... ]"
        : String.valueOf(value.unwrapped());
  }
}
