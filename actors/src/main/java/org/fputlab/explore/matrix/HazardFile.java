package org.fputlab.explore.matrix;

import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fputlab.scenario.Scenario;

/**
 * A row of the matrix: a scenario in {@code scenarios/hazards/}. Its file's name has the hazard's
 * number, as in {@code h09-munmap-under-mmap-lock}; that of a safe twin ends with {@code -safe}.
 *
 * @param id as in {@code H09}
 * @param name the scenario's name, as {@code list} prints it
 * @param isSafe whether it is the twin of a hazard, with one thing changed that makes it safe
 */
public record HazardFile(String id, String name, boolean isSafe, Scenario scenario) {

  /** The folder of them, as shipped scenarios are named. */
  public static final String FOLDER = "hazards/";

  private static final String SAFE = "-safe";
  private static final Pattern NAME = Pattern.compile(FOLDER + "h(\\d+)-.*");

  /** By number; a hazard comes before its twin. */
  public static final Comparator<HazardFile> IN_ORDER =
      Comparator.comparing(HazardFile::id)
          .thenComparing(file -> file.isSafe ? file.plainName() : file.name)
          .thenComparing(HazardFile::isSafe);

  /** The hazard's number, as {@code H09}, of a shipped scenario; empty if it is none. */
  public static Optional<String> idOf(String name) {
    Matcher matcher = NAME.matcher(name);
    return matcher.matches()
        ? Optional.of(String.format(Locale.ROOT, "H%2s", matcher.group(1)).replace(' ', '0'))
        : Optional.empty();
  }

  /** The row that this scenario is. */
  public static HazardFile of(String name, Scenario scenario) {
    String id = idOf(name).orElseThrow(() -> new IllegalArgumentException(name));
    return new HazardFile(id, name, name.endsWith(SAFE), scenario);
  }

  private String plainName() {
    return name.substring(0, name.length() - SAFE.length());
  }

  /** The title without the hazard's number. */
  public String title() {
    return scenario.title().replaceFirst("^H\\d+(, safe)?: ", "");
  }
}
