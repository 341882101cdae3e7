package org.fputlab.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Modules of JavaScript put together as one script, so that a file which is opened from disk has
 * them in it: a browser loads no module from there. Each module keeps its names to itself and gives
 * what it exports.
 *
 * <p>It knows what the modules of this program write: {@code import {a, b} from './c.js';} at the
 * beginning of a line, and {@code export} before a function, class, const or let.
 */
final class ScriptBundle {

  private static final Pattern IMPORT =
      Pattern.compile("^import \\{([^}]*)\\} from '([^']+)';\\n", Pattern.MULTILINE);
  private static final Pattern EXPORT =
      Pattern.compile("^export ((?:async )?function|class|const|let) (\\w+)", Pattern.MULTILINE);

  private final Map<String, String> modules = new LinkedHashMap<>();

  private ScriptBundle() {}

  /** The script of the resource {@code entry} and of all that it imports. */
  static String of(String entry) {
    ScriptBundle bundle = new ScriptBundle();
    bundle.add(entry);
    return "'use strict';\n" + String.join("\n", bundle.modules.values());
  }

  private void add(String resource) {
    if (modules.containsKey(resource)) {
      return;
    }
    String source = HtmlPage.resource(resource);
    Matcher imports = IMPORT.matcher(source);
    StringBuilder body = new StringBuilder();
    while (imports.find()) {
      String other = resolved(resource, imports.group(2));
      add(other);
      imports.appendReplacement(
          body, "const {%s} = %s;\n".formatted(imports.group(1), nameOf(other)));
    }
    imports.appendTail(body);
    modules.put(resource, wrapped(resource, body.toString()));
  }

  private static String wrapped(String resource, String body) {
    List<String> names = new ArrayList<>();
    Matcher exports = EXPORT.matcher(body);
    while (exports.find()) {
      names.add(exports.group(2));
    }
    return "const %s = (() => {\n%s\nreturn {%s};\n})();"
        .formatted(nameOf(resource), exports.replaceAll("$1 $2"), String.join(", ", names));
  }

  /** Beside its importer, or in a folder beside that one. */
  private static String resolved(String importer, String path) {
    String folder = importer.substring(0, importer.lastIndexOf('/'));
    if (path.startsWith("../")) {
      return folder.substring(0, folder.lastIndexOf('/')) + path.substring(2);
    }
    return folder + path.substring(1);
  }

  private static String nameOf(String resource) {
    return "module" + resource.replaceAll("\\W", "_");
  }
}
