package org.fputlab.scenario;

import com.typesafe.config.ConfigValue;
import java.util.LinkedHashMap;
import java.util.Map;
import org.fputlab.kernel.words.BadValue;
import org.fputlab.model.FileSystem;
import org.fputlab.model.KernelSpec.Mount;
import org.fputlab.model.Path;

/** Reads the mounts of a scenario. */
final class MountReader {

  private final Map<String, Section> sections;
  private final Program.Setting setting;
  private final FileSystems fileSystems;
  private final Map<String, Mount> known = new LinkedHashMap<>();

  MountReader(Map<String, Section> sections, Program.Setting setting, FileSystems fileSystems) {
    this.sections = sections;
    this.setting = setting;
    this.fileSystems = fileSystems;
  }

  /** A mount, and first the one whose superblock it shares. */
  Mount mount(String name, Section section) {
    Mount mount = known.get(name);
    if (mount == null) {
      String of = section.get("superblock", "", value -> another(name, value));
      mount = section.has("superblock") ? sharing(name, of, section) : alone(name, section);
      known.put(name, mount);
    }
    return mount;
  }

  private Mount alone(String name, Section section) {
    refuseReservedName(name, section);
    FileSystem fs =
        section.require(
            "filesystem",
            FileSystems.standIn(),
            value -> fileSystems.named(Values.text(value)),
            "ext4");
    Path cleanup = cleanup(section);
    if (FileSystems.lacksServer(fs, cleanup)) {
      section.refuse(
          "filesystem",
          fs.name() + " calls a server, and none is named",
          "Write filesystems.my-fs { extends = " + fs.name() + ", server = NAME }");
    }
    Mount mount = new Mount(name, fs, isInternal(section), lower(name, section, fs), name, cleanup);
    section.refuseOtherKeys();
    return mount;
  }

  /** What a superblock has it has for all its mounts. */
  private Mount sharing(String name, String of, Section section) {
    refuseReservedName(name, section);
    section.refuseBeside("superblock, whose first mount says so", "filesystem", "lower");
    Section other = sections.get(of);
    Mount first = other == null ? null : mount(of, other);
    FileSystem fs = first == null ? FileSystems.standIn() : first.fileSystem();
    Path cleanup = cleanup(section);
    if (FileSystems.lacksServer(fs, cleanup)) {
      section.refuse(
          "cleanup", "calls a server, and " + fs.name() + " names none", "Name the server itself");
    }
    String lower = first == null ? "" : first.lower();
    Mount mount = new Mount(name, fs, isInternal(section), lower, of, cleanup);
    section.refuseOtherKeys();
    return mount;
  }

  private String another(String name, ConfigValue value) throws BadValue {
    String of = Values.text(value);
    Names.check(of, setting.names().mounts(), "mount");
    if (of.equals(name)) {
      throw new BadValue("is the mount itself", "Leave it out: it has a superblock of its own");
    }
    setting.names().checkSuperblock(of);
    return of;
  }

  private static void refuseReservedName(String name, Section section) {
    if (Scope.WORDS.contains(name)) {
      section.refuse(
          name + " stands for what a file system's steps close", "Call it something else");
    }
  }

  private static boolean isInternal(Section section) {
    return section.get("internal", false, Values::flag);
  }

  private Path cleanup(Section section) {
    return Program.read("", section.steps("cleanup"), Scope.KILL_SB, setting);
  }

  private String lower(String name, Section section, FileSystem fs) {
    String lower = section.get("lower", "", Values.declared(setting.names().mounts(), "mount"));
    if (lower.isEmpty() && FileSystems.putsLower(fs)) {
      section.refuse(
          "filesystem", fs.name() + " lies over a mount, and none is named", "Add lower = MOUNT");
    } else if (section.has("lower") && !FileSystems.putsLower(fs)) {
      section.refuse(
          "lower",
          fs.name() + " never closes what it opens there",
          "Its release should have the step fput lower");
    } else if (liesOverItself(name)) {
      section.refuse("lower", name + " lies over itself", "The lowest mount has no lower");
    }
    return lower;
  }

  private boolean liesOverItself(String name) {
    String below = name;
    for (int step = 0; step < 2 * sections.size(); step++) {
      below = below(below);
      if (below.equals(name)) {
        return true;
      }
    }
    return false;
  }

  /** The mount below, or whose superblock it shares: for that one lies over what is below. */
  private String below(String name) {
    Section section = sections.get(name);
    if (section == null) {
      return "";
    }
    String key = section.has("superblock") ? "superblock" : "lower";
    return section.has(key) ? section.get(key, "", Values::text) : "";
  }
}
