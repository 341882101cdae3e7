package org.fputlab.scenario;

import com.typesafe.config.ConfigValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.fputlab.fault.Fault;
import org.fputlab.fault.FaultSpec;
import org.fputlab.fault.FaultWord;
import org.fputlab.fault.FaultWord.Setting;
import org.fputlab.fault.FaultWord.Target;
import org.fputlab.fault.Faults;
import org.fputlab.kernel.words.BadValue;
import org.fputlab.model.KernelSpec;
import org.fputlab.model.LockName;
import org.fputlab.model.NamedLocks;
import org.fputlab.model.Spelling;
import org.fputlab.scenario.text.NearestWord;
import org.fputlab.scenario.text.Quantity;

/** Reads the timeline of faults, and faults that are asked for during a run. */
final class FaultReader {

  /** What {@code on} is for a fault of the whole machine. */
  static final String MACHINE = "machine";

  /** One that the workqueues start when they need it; there may be as many as v6.6 allows. */
  private static final Pattern WORKER =
      Pattern.compile("kworker-(?:0|[1-9]\\d?|1\\d\\d|2[0-4]\\d|25[0-5])");

  /** Work items that every machine has. */
  static final Set<String> WORKERS =
      Collections.unmodifiableSet(new LinkedHashSet<>(List.of("delayed_fput", "delayed_mntput")));

  private final Map<String, FaultWord> words = new LinkedHashMap<>();
  private final KernelSpec kernel;
  private final Names names;
  private final long duration;

  /**
   * @param duration how long the run lasts
   */
  FaultReader(KernelSpec kernel, Names names, long duration) {
    Faults.words().forEach(word -> words.put(word.word(), word));
    this.kernel = kernel;
    this.names = names;
    this.duration = duration;
  }

  /** In order of time. */
  List<FaultSpec> read(List<Section> sections) {
    List<FaultSpec> faults = new ArrayList<>();
    for (Section section : sections) {
      faults.add(fault(section));
    }
    faults.sort(Comparator.comparingLong(FaultSpec::at));
    return faults;
  }

  /** A fault that begins {@code now}. */
  FaultSpec request(Section section, long now) {
    FaultWord word = word(section);
    return fault(section, word, now, lasts(section));
  }

  private FaultSpec fault(Section section) {
    FaultWord word = word(section);
    long at = section.require("at", 0L, Values::duration, "10s");
    OptionalLong lasts = lasts(section);
    checkTimes(section, at, lasts);
    return fault(section, word, at, lasts);
  }

  private FaultWord word(Section section) {
    FaultWord unknown = new FaultWord("", List.of(), Map.of(), Map.of());
    return section.require("do", unknown, Values.oneOf(words, "fault"), "hang");
  }

  private static OptionalLong lasts(Section section) {
    return section.get("for", OptionalLong.empty(), value -> lasting(value));
  }

  private FaultSpec fault(Section section, FaultWord word, long at, OptionalLong lasts) {
    String on = on(section, word);
    Map<String, Double> settings = new TreeMap<>();
    word.required().forEach((key, kind) -> setting(section, key, kind, true, settings));
    word.optional().forEach((key, kind) -> setting(section, key, kind, false, settings));
    if (!word.word().isEmpty()) {
      section.refuseOtherKeys();
    }
    FaultSpec fault = new FaultSpec(at, on, word.word(), lasts, settings);
    Faults.of(word.word()).ifPresent(kind -> refuseUnfit(section, kind, fault));
    return fault;
  }

  /** Refuses what the fault itself would refuse once the machine runs. */
  private void refuseUnfit(Section section, Fault kind, FaultSpec fault) {
    if (kind.isFinal() && fault.duration().isPresent()) {
      section.refuse(
          "for", "is given, but a " + fault.kind() + " cannot be lifted", "Leave it out");
    }
    String problem = kind.problem(fault, kernel);
    if (!problem.isEmpty()) {
      section.refuse("do", problem, "");
    }
  }

  private static OptionalLong lasting(ConfigValue value) throws BadValue {
    return OptionalLong.of(Values.positiveDuration(value));
  }

  private void checkTimes(Section section, long at, OptionalLong lasts) {
    String end = "The run ends after " + Quantity.shown(duration);
    if (duration > 0 && at >= duration) {
      section.refuse("at", "begins after the end of the run", end);
    } else if (duration > 0 && lasts.isPresent() && at + lasts.getAsLong() > duration) {
      section.refuse(
          "for", "lasts longer than the run", end + "; leave for out to go on until then");
    }
  }

  private String on(Section section, FaultWord word) {
    if (word.targets().equals(List.of(Target.MACHINE))) {
      return section.get("on", MACHINE, Values.oneOf(Map.of(MACHINE, MACHINE), "target"));
    }
    if (word.targets().isEmpty()) {
      return section.get("on", "", Values::text);
    }
    return section.require("on", "", value -> target(Values.text(value), word), "NAME");
  }

  private String target(String name, FaultWord word) throws BadValue {
    BadValue refusal = new BadValue("is nothing that " + word.word() + " can be put on", "");
    for (Target target : word.targets()) {
      try {
        return checked(name, target);
      } catch (BadValue bad) {
        refusal = word.targets().size() == 1 ? bad : refusal;
      }
    }
    throw refusal;
  }

  /** The target in the spelling that is listed; names may be written as reports print them. */
  private String checked(String written, Target target) throws BadValue {
    switch (target) {
      case SERVER -> Names.check(written, names.servers(), "server");
      case THREAD -> {
        return thread(written);
      }
      case LOCK -> checkLock(written);
      case STEP -> Names.check(written, Faults.steps(kernel), "function or step");
      case MACHINE -> Names.check(written, Set.of(MACHINE), "target");
    }
    return written;
  }

  /** A thread or a work item; one by its number is looked for when the fault begins. */
  private String thread(String written) throws BadValue {
    String plain = Spelling.name(written);
    if (Spelling.isOwnWork(plain) || names.works().contains(plain)) {
      return names.works().contains(plain) ? plain : Spelling.faultName(plain);
    }
    boolean isThere = WORKER.matcher(plain).matches() || Faults.isPid(plain);
    if (!isThere || names.threads().containsKey(plain)) {
      names.checkThread(plain);
    }
    return plain;
  }

  private void checkLock(String written) throws BadValue {
    NamedLocks locks = NamedLocks.of(kernel);
    if (!locks.contains(written)) {
      if (!LockName.isName(written)) {
        throw new BadValue("does not name a lock", "Write it as in mmap_lock(app)");
      }
      throw new BadValue("unknown lock " + written, NearestWord.nearestOf(written, locks.names()));
    }
  }

  private static void setting(
      Section section, String key, Setting kind, boolean required, Map<String, Double> settings) {
    if (required && !section.has(key)) {
      section.refuse(key, "is missing", "Write " + key + " = " + example(kind));
    }
    double read = section.get(key, Double.NaN, reader(kind));
    if (!Double.isNaN(read)) {
      settings.put(key, read);
    }
  }

  private static String example(Setting kind) {
    return switch (kind) {
      case FACTOR -> "100";
      case PROBABILITY -> "0.1";
      case COUNT -> "3";
      case DURATION -> "10ms";
    };
  }

  private static Section.Reader<Double> reader(Setting kind) {
    return switch (kind) {
      case FACTOR -> Values.real(Double.MIN_VALUE, 1e9, "Write a number above 0");
      case PROBABILITY -> Values.real(0, 1, "Write a number from 0 to 1");
      case COUNT -> value -> (double) Values.whole(1, Integer.MAX_VALUE).read(value);
      case DURATION -> value -> (double) Values.duration(value);
    };
  }
}
