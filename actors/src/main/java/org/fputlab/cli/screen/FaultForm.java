package org.fputlab.cli.screen;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fputlab.cli.remote.LiveView.Known;

/**
 * A fault that is being filled in: first what it is put on, then which, then its settings.
 *
 * @param known the faults that there are
 * @param written what each field holds by its name in a scenario file
 * @param focus the field that is being written, counted from 0
 */
record FaultForm(List<Known> known, Map<String, String> written, int focus) {

  static final String ON = "on";
  static final String DO = "do";
  static final String FOR = "for";

  /** An empty form; about {@code actor} already if a fault can be put on that. */
  static FaultForm about(String actor, List<Known> known) {
    FaultForm empty = new FaultForm(known, Map.of(), 0);
    if (!empty.targets().contains(actor)) {
      return empty;
    }
    FaultForm begun = empty.writing(actor).next();
    return begun.writing(begun.faults().get(0));
  }

  /** The names of the fields, which depend on the fault. */
  List<String> fields() {
    List<String> fields = new ArrayList<>(List.of(ON, DO));
    Optional<Known> fault = fault();
    if (fault.isPresent()) {
      Map<String, ?> settings = fault.get().settings();
      settings.keySet().stream().filter(this::mustBeThere).forEach(fields::add);
      if (!fault.get().lastsForGood()) {
        fields.add(FOR);
      }
      settings.keySet().stream().filter(name -> !mustBeThere(name)).forEach(fields::add);
    }
    return fields;
  }

  /** The fault that is written, if there is one of that name. */
  Optional<Known> fault() {
    return known.stream().filter(one -> one.fault().equals(text(DO))).findFirst();
  }

  private boolean mustBeThere(String setting) {
    return fault().map(one -> one.settings().get(setting)).map(s -> s.required()).orElse(false);
  }

  /** What may stand in a field, in the fewest words. */
  String meaning(String field) {
    if (field.equals(FOR)) {
      return "as in 30s; empty: until lifted";
    }
    return fault()
        .map(one -> one.settings().get(field))
        .map(setting -> "a " + setting.kind() + (setting.required() ? "" : "; may be empty"))
        .orElse("");
  }

  String field() {
    return fields().get(focus);
  }

  /** What a field holds. */
  String text(String field) {
    return written.getOrDefault(field, "");
  }

  /** The words that fit in the present field; none where it takes a number or a time. */
  List<String> words() {
    return switch (field()) {
      case ON -> targets();
      case DO -> faults();
      default -> List.of();
    };
  }

  private List<String> targets() {
    LinkedHashSet<String> targets = new LinkedHashSet<>();
    known.forEach(fault -> targets.addAll(fault.targets()));
    return List.copyOf(targets);
  }

  /** Those that can be put on what is written; all, if that is nothing known. */
  private List<String> faults() {
    String on = text(ON);
    boolean any = !targets().contains(on);
    return known.stream()
        .filter(fault -> any || fault.targets().contains(on))
        .map(Known::fault)
        .toList();
  }

  /** Those of the words that hold what is written. */
  List<String> matches() {
    String text = text(field());
    return words().contains(text)
        ? words()
        : words().stream().filter(word -> word.contains(text)).toList();
  }

  FaultForm writing(String text) {
    Map<String, String> all = new LinkedHashMap<>(written);
    all.put(field(), text);
    return new FaultForm(known, all, focus);
  }

  FaultForm typing(char letter) {
    return writing(text(field()) + letter);
  }

  FaultForm erasing() {
    String text = text(field());
    return text.isEmpty() ? this : writing(text.substring(0, text.length() - 1));
  }

  /** The word so many further down the list. */
  FaultForm choosing(int further) {
    List<String> matches = matches();
    if (matches.isEmpty()) {
      return this;
    }
    int at = matches.indexOf(text(field()));
    int to = at < 0 ? 0 : Math.floorMod(at + further, matches.size());
    return writing(matches.get(to));
  }

  FaultForm next() {
    return at(Math.min(focus + 1, fields().size() - 1));
  }

  FaultForm previous() {
    return at(Math.max(focus - 1, 0));
  }

  private FaultForm at(int field) {
    return new FaultForm(known, written, field);
  }

  /** Writes the first word that begins with what is written, or else holds it. */
  FaultForm completed() {
    String text = text(field());
    List<String> matches = text.isEmpty() ? List.of() : matches();
    return matches.stream()
        .filter(word -> word.equals(text))
        .findFirst()
        .or(() -> matches.stream().filter(word -> word.startsWith(text)).findFirst())
        .or(() -> matches.stream().findFirst())
        .map(this::writing)
        .orElse(this);
  }

  /** Whether it says what is to be done; a run may refuse it all the same. */
  boolean isPrepared() {
    return fault().isPresent();
  }

  /** As in {@code afs-server hang for 30s}. */
  String spoken() {
    StringBuilder words = new StringBuilder(text(ON));
    request()
        .forEach(
            (name, value) -> {
              if (!name.equals(ON)) {
                words.append(name.equals(DO) ? " " : " " + name + " ").append(value);
              }
            });
    return words.toString().strip();
  }

  boolean isAtItsEnd() {
    return focus == fields().size() - 1;
  }

  /** What is filled in. */
  Map<String, String> request() {
    Map<String, String> request = new LinkedHashMap<>();
    for (String field : fields()) {
      if (!text(field).isBlank()) {
        request.put(field, text(field).strip());
      }
    }
    return request;
  }
}
