package org.fputlab.explore;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigSyntax;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.fputlab.engine.sim.Timing;
import org.fputlab.model.ClosePolicy;
import org.fputlab.model.RunLimits;
import org.fputlab.scenario.Scenario;
import org.fputlab.scenario.ScenarioLoader;
import org.fputlab.scenario.text.ScenarioProblems;

/** Schedules in files: JSON with the scenario's texts, and a sum of all that stands in it. */
public final class ScheduleFile {

  private static final String FORMAT = "fputlab-schedule/1";
  private static final int CHOICES_A_LINE = 12;
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  /** Why a file cannot be replayed. */
  public static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    Unreadable(String reason) {
      super(reason);
    }
  }

  private ScheduleFile() {}

  /** Whether it looks like a schedule rather than a recording of a live run. */
  public static boolean isOne(Path file) {
    try (var in = Files.newInputStream(file)) {
      return in.read() == '{';
    } catch (IOException unreadable) {
      return false;
    }
  }

  /** The schedule as text. */
  public static String text(Schedule schedule) {
    Map<String, Object> all = content(schedule);
    all.put("sum", hex(sum(all)));
    return ConfigValueFactory.fromMap(all)
            .render(ConfigRenderOptions.defaults().setOriginComments(false).setComments(false))
        + "\n";
  }

  private static Map<String, Object> content(Schedule schedule) {
    Setting setting = schedule.setting();
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("format", FORMAT);
    all.put("file", schedule.file());
    all.put("close", setting.close().word());
    all.put("timing", word(setting.timing()));
    all.put("runs", setting.limits().each());
    all.put("fewer_runs", new LinkedHashMap<>(setting.limits().named()));
    all.put("seed", Long.toString(schedule.seed()));
    all.put("kind", schedule.kind().word());
    all.put("trace", hex(schedule.hash()));
    all.put("choices", lines(schedule.choices()));
    all.put(
        "texts",
        schedule.texts().entrySet().stream()
            .map(text -> List.of(text.getKey(), text.getValue()))
            .toList());
    all.put("texts_hash", hex(hash(schedule.texts().toString())));
    return all;
  }

  /** As the user writes it. */
  public static String word(Timing timing) {
    return timing.name().toLowerCase(Locale.ROOT);
  }

  private static List<String> lines(List<String> choices) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < choices.size(); i += CHOICES_A_LINE) {
      int end = Math.min(choices.size(), i + CHOICES_A_LINE);
      lines.add(String.join(" ", choices.subList(i, end)));
    }
    return lines;
  }

  private static String hex(long value) {
    return String.format(Locale.ROOT, "%016x", value);
  }

  /** Of all but itself, in the order of the keys. */
  private static long sum(Map<String, Object> all) {
    ConfigValue rest = ConfigValueFactory.fromMap(all);
    return hash(rest.render(ConfigRenderOptions.concise()));
  }

  private static long hash(String text) {
    long hash = FNV_OFFSET;
    for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (one & 0xff)) * FNV_PRIME;
    }
    return hash;
  }

  /** Reads a schedule, and makes sure that its scenario is still the same. */
  public static Schedule read(Path file) throws Unreadable {
    try {
      String text = Files.readString(file);
      ConfigParseOptions json = ConfigParseOptions.defaults().setSyntax(ConfigSyntax.JSON);
      Schedule schedule = of(ConfigFactory.parseString(text, json));
      refuseChanged(schedule);
      return schedule;
    } catch (NoSuchFileException missing) {
      throw new Unreadable("there is no such file");
    } catch (IOException failed) {
      throw new Unreadable("cannot be read: " + failed.getMessage());
    } catch (ConfigException.Parse damaged) {
      throw new Unreadable("is cut short or damaged: it is no JSON");
    } catch (ConfigException | IllegalArgumentException wrong) {
      throw new Unreadable("is no schedule: " + wrong.getMessage());
    } catch (ScenarioProblems problems) {
      throw new Unreadable(
          "holds a scenario that this version refuses: " + problems.problems().get(0).text());
    }
  }

  private static Schedule of(Config all) throws Unreadable, ScenarioProblems {
    if (!all.getString("format").equals(FORMAT)) {
      throw new Unreadable("is a schedule of another version: " + all.getString("format"));
    }
    Map<String, Object> content = new LinkedHashMap<>(all.root().unwrapped());
    content.remove("sum");
    if (!all.getString("sum").equals(hex(sum(content)))) {
      throw new Unreadable(
          "was changed after it was saved: its sum does not fit what stands in it");
    }
    Map<String, String> texts = new LinkedHashMap<>();
    for (ConfigValue text : all.getList("texts")) {
      List<?> pair = (List<?>) text.unwrapped();
      texts.put(String.valueOf(pair.get(0)), String.valueOf(pair.get(1)));
    }
    if (!all.getString("texts_hash").equals(hex(hash(texts.toString())))) {
      throw new Unreadable("holds other texts than those that it was made of");
    }
    Scenario scenario = ScenarioLoader.again(all.getString("file"), texts);
    return new Schedule(
        all.getString("file"),
        texts,
        setting(all, scenario),
        Long.parseLong(all.getString("seed")),
        choices(all),
        Ending.Kind.valueOf(all.getString("kind").toUpperCase(Locale.ROOT)),
        Long.parseUnsignedLong(all.getString("trace"), 16));
  }

  private static Setting setting(Config all, Scenario scenario) {
    Map<String, Long> named = new LinkedHashMap<>();
    all.getObject("fewer_runs")
        .forEach((name, runs) -> named.put(name, ((Number) runs.unwrapped()).longValue()));
    return new Setting(
        scenario,
        ClosePolicy.of(all.getString("close")),
        Timing.valueOf(all.getString("timing").toUpperCase(Locale.ROOT)),
        new RunLimits(all.getLong("runs"), named));
  }

  private static List<String> choices(Config all) {
    List<String> choices = new ArrayList<>();
    for (String line : all.getStringList("choices")) {
      choices.addAll(Arrays.asList(line.split(" ", -1)));
    }
    return choices;
  }

  /** A file that is no more, or was never one, cannot have changed. */
  private static void refuseChanged(Schedule schedule) throws Unreadable, IOException {
    for (Map.Entry<String, String> text : schedule.texts().entrySet()) {
      Path file = Path.of(text.getKey());
      if (Files.isRegularFile(file) && !Files.readString(file).equals(text.getValue())) {
        throw new Unreadable(
            "is of another scenario: " + file + " has changed since; explore it again");
      }
    }
  }
}
