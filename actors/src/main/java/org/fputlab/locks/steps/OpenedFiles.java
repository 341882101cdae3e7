package org.fputlab.locks.steps;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The files that a list of steps knows by name at a place in it, with how many references to each
 * it has for sure: a put that leaves one of them is not the last.
 */
final class OpenedFiles {

  /** A name, which files it may mean, and how many references the steps have for sure. */
  private record Variable(Set<FileKind> kinds, int references) {}

  private final Map<String, Variable> variables = new LinkedHashMap<>();

  OpenedFiles copy() {
    OpenedFiles copy = new OpenedFiles();
    copy.variables.putAll(variables);
    return copy;
  }

  void open(String name, Set<FileKind> kinds) {
    variables.put(name, new Variable(kinds, 1));
  }

  /** Which files this name may mean, or null where these steps have opened none. */
  @Nullable Set<FileKind> kinds(String name) {
    Variable known = variables.get(name);
    return known == null ? null : known.kinds();
  }

  void get(String name) {
    variables.computeIfPresent(
        name, (same, known) -> new Variable(known.kinds(), known.references() + 1));
  }

  /** Drops a reference; returns whether that may have been the last. */
  boolean put(String name) {
    Variable known = variables.get(name);
    if (known == null) {
      return true;
    }
    int left = Math.max(0, known.references() - 1);
    variables.put(name, new Variable(known.kinds(), left));
    return left == 0;
  }

  /** After two ways that meet again only what holds on both is sure. */
  void join(OpenedFiles other) {
    other.variables.forEach(
        (name, theirs) ->
            variables.merge(
                name,
                theirs,
                (ours, also) -> {
                  Set<FileKind> either = new LinkedHashSet<>(ours.kinds());
                  either.addAll(also.kinds());
                  return new Variable(either, Math.min(ours.references(), also.references()));
                }));
  }
}
