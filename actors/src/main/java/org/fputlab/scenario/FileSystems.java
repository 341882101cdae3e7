package org.fputlab.scenario;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.fputlab.kernel.words.BadValue;
import org.fputlab.model.Effect;
import org.fputlab.model.FileSystem;
import org.fputlab.model.Path;

/** The file systems of a scenario and those of {@code config/filesystems.conf}, by name. */
final class FileSystems {

  private static final int LONGEST_CHAIN = 100;
  private static final Map<String, Boolean> DROP_INODE = dropInode();

  private final Map<String, Section> own;
  private final Map<String, Section> builtIn;
  private final Program.Setting setting;
  private final Map<String, FileSystem> known = new LinkedHashMap<>();
  private final List<String> extending = new ArrayList<>();

  FileSystems(Map<String, Section> own, Map<String, Section> builtIn, Program.Setting setting) {
    this.own = own;
    this.builtIn = builtIn;
    this.setting = setting;
    own.forEach(this::refuseBuiltInName);
    own.keySet().forEach(this::known);
  }

  /** Refuses a name that is no file system's. */
  FileSystem named(String name) throws BadValue {
    if (!own.containsKey(name) && !builtIn.containsKey(name)) {
      List<String> all = new ArrayList<>(own.keySet());
      all.addAll(builtIn.keySet());
      all.removeAll(extending);
      Names.check(name, all, "file system");
    }
    return known(name);
  }

  /** What a mount gets whose file system is not known. */
  static FileSystem standIn() {
    return alone("none");
  }

  /** Whether closing a file here, or the end of a mount, calls a server that is not named. */
  static boolean lacksServer(FileSystem fs, Path cleanup) {
    Predicate<Effect> callsServer =
        effect -> effect instanceof Effect.Asks asks && asks.server().equals("server");
    return fs.server().isEmpty()
        && (cleanup.has(callsServer)
            || fs.paths().stream().anyMatch(path -> path.has(callsServer)));
  }

  /** Whether closing a file here puts the file below, of the mount that this one lies over. */
  static boolean putsLower(FileSystem fs) {
    return fs.release().has(FileSystems::putsLower);
  }

  private static boolean putsLower(Effect effect) {
    return (effect instanceof Effect.Puts put && put.file().equals(Scope.LOWER))
        || (effect instanceof Effect.Queues queued && queued.file().equals(Scope.LOWER));
  }

  private void refuseBuiltInName(String name, Section section) {
    if (builtIn.containsKey(name)) {
      setting
          .problems()
          .add(
              section.where(),
              "filesystems." + name,
              "",
              name + " is built in",
              "Give yours another name and write extends = " + name);
    }
  }

  private FileSystem known(String name) {
    FileSystem fs = known.get(name);
    if (fs == null) {
      extending.add(name);
      Section section = own.containsKey(name) ? own.get(name) : builtIn.get(name);
      fs = section == null ? alone(name) : read(name, section);
      extending.remove(extending.size() - 1);
      known.put(name, fs);
    }
    return fs;
  }

  private FileSystem read(String name, Section section) {
    FileSystem base = section.get("extends", alone(name), value -> extended(Values.text(value)));
    FileSystem fs =
        new FileSystem(
            name,
            section.has("extends") ? base.type() : name,
            path(section, "flush", base.flush(), Scope.FLUSH),
            path(section, "release", base.release(), Scope.RELEASE),
            path(section, "d-iput", base.dIput(), Scope.INODE),
            path(section, "evict", base.evict(), Scope.INODE),
            path(section, "kill-sb", base.killSb(), Scope.KILL_SB),
            section.get("drop-inode", base.alwaysEvict(), Values.oneOf(DROP_INODE, "rule")),
            section.get("silly-rename", base.sillyRename(), Values::flag),
            section.get("server", base.server(), Values.declared(servers(), "server")),
            path(section, "poll", base.poll(), Scope.FLUSH));
    section.refuseOtherKeys();
    return fs;
  }

  private Set<String> servers() {
    return setting.names().servers();
  }

  private FileSystem extended(String name) throws BadValue {
    if (extending.contains(name)) {
      List<String> loop =
          new ArrayList<>(extending.subList(extending.indexOf(name), extending.size()));
      loop.add(name);
      throw new BadValue(
          "file system " + name + " extends itself", "The loop is " + String.join(" -> ", loop));
    }
    if (extending.size() >= LONGEST_CHAIN) {
      throw new BadValue("ends a chain of more than " + LONGEST_CHAIN + " file systems", "");
    }
    return named(name);
  }

  /** A path of its own steps, or else its base's; a frame of its own name, or else its base's. */
  private Path path(Section section, String key, Path base, Scope scope) {
    String function = section.get(key + "-function", base.function(), Values::name);
    if (!section.has(key)) {
      section.steps(key);
      return new Path(function, base.steps());
    }
    return Program.read(function, section.steps(key), scope, setting);
  }

  /** A file system whose close takes and waits for nothing. */
  private static FileSystem alone(String name) {
    String prefix = name.replace('-', '_');
    return new FileSystem(
        name,
        Path.empty(prefix + "_flush"),
        Path.empty(prefix + "_release"),
        Path.empty(prefix + "_d_iput"),
        Path.empty(prefix + "_evict_inode"),
        Path.empty(prefix + "_kill_sb"),
        true,
        false,
        "");
  }

  private static Map<String, Boolean> dropInode() {
    Map<String, Boolean> rules = new LinkedHashMap<>();
    rules.put("always", true);
    rules.put("unlinked", false);
    return rules;
  }
}
