package org.fputlab.kernellog;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Names of the step language for what a log names: letters, digits and underscores, each once. */
final class ChainNames {

  /** Words of the language that are locks with an instance, or one of the machine. */
  private static final Set<String> TAKEN =
      Set.of(
          "mmap_lock",
          "i_rwsem",
          "rmdir_lock",
          "invalidate_lock",
          "io_lock",
          "io_lock_nested",
          "s_umount",
          "namespace_sem",
          "sk_lock",
          "inode",
          "parent",
          "sb",
          "server",
          "lower",
          "events",
          "sb_writers",
          "sb_pagefaults",
          "sb_internal");

  private final Map<String, String> names = new LinkedHashMap<>();

  /** The name for something that the log calls {@code key}. */
  String of(String key) {
    return names.computeIfAbsent(key, this::make);
  }

  private String make(String key) {
    String name =
        key.replaceFirst("[0-9a-f]{8,16}$", "")
            .replaceAll("\\((?:wq|work)_completion\\)", "")
            .replaceAll("[^A-Za-z0-9_]+", "_")
            .replaceAll("^_+|_+$", "")
            .replaceFirst("^(?=\\d|$)", "x");
    name = TAKEN.contains(name) ? name + "_of_log" : name;
    String unique = name;
    for (int i = 2; names.containsValue(unique); i++) {
      unique = name + "_" + i;
    }
    return unique;
  }
}
