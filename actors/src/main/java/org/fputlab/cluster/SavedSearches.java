package org.fputlab.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.fputlab.explore.Exploration;
import org.fputlab.explore.Part;
import org.fputlab.explore.Setting;

/**
 * How far the searches of one exploration or matrix are, one by one, as JSON: what came of all
 * schedules up to a number. Whoever goes on runs those after it again.
 */
public final class SavedSearches {

  /** Nothing was saved, and nothing is. */
  public static final SavedSearches NOWHERE =
      new SavedSearches("", "", new ObjectMapper().createObjectNode(), whole -> {});

  private static final String FORMAT = "fputlab-searches/2";

  /** Keeps what is saved. */
  public interface Keeper {
    void keep(String whole) throws IOException;
  }

  /** Why a search cannot go on from what was saved. */
  public static final class Unusable extends Exception {
    private static final long serialVersionUID = 1L;

    Unusable(String reason) {
      super(reason);
    }
  }

  private final String version;
  private final String identity;
  private final ObjectNode searches;
  private final Keeper keeper;

  private SavedSearches(String version, String identity, ObjectNode searches, Keeper keeper) {
    this.version = version;
    this.identity = identity;
    this.searches = searches;
    this.keeper = keeper;
  }

  /** A search, under whatever policy. */
  public record Sought(Setting setting, Exploration.Order order) {

    private String text() {
      return String.join(
          "\n",
          setting.scenario().texts().toString(),
          setting.timing().name(),
          setting.limits().toString(),
          order.word(),
          Long.toString(order.seed()),
          Long.toString(order.most()));
    }
  }

  /** What tells an exploration, or a matrix, from others, but for the policies. */
  public static String identity(List<Sought> searches) {
    String all = searches.stream().map(Sought::text).collect(Collectors.joining("\n"));
    return TextSum.of(List.of(all));
  }

  /**
   * Goes on from what was saved.
   *
   * @param before the text that was saved, or ""
   */
  public static SavedSearches of(String before, String version, String identity, Keeper keeper)
      throws Unusable {
    ObjectMapper json = new ObjectMapper();
    ObjectNode searches = json.createObjectNode();
    if (!before.isBlank()) {
      try {
        JsonNode all = json.readTree(before);
        refuseOthers(all, version, identity);
        searches = searches.setAll((ObjectNode) all.get("searches"));
      } catch (JsonProcessingException | ClassCastException damaged) {
        throw new Unusable("is cut short or damaged, or never was a saved search");
      }
    }
    return new SavedSearches(version, identity, searches, keeper);
  }

  private static void refuseOthers(JsonNode all, String version, String identity) throws Unusable {
    if (!all.path("format").asText().equals(FORMAT) || !all.path("searches").isObject()) {
      throw new Unusable("is no saved search of this format (" + FORMAT + ")");
    }
    String theirs = all.path("version").asText();
    if (!theirs.equals(version)) {
      throw new Unusable("was saved by version %s, and this is %s".formatted(theirs, version));
    }
    String other = all.path("search").asText();
    if (!other.equals(identity)) {
      throw new Unusable(
          "is of search %s, and this is %s: another scenario, or other options"
              .formatted(other, identity));
    }
  }

  /** The policy and the scenario of a search, wherever the files of that lie. */
  static String name(Setting setting) {
    return setting.close().word() + " of " + TextSum.of(setting.scenario());
  }

  /** What is known of the search of this name. */
  synchronized Optional<Part> of(String name) {
    JsonNode saved = searches.get(name);
    if (saved == null) {
      return Optional.empty();
    }
    long to = saved.path("to").asLong();
    Map<Long, String> endless = new TreeMap<>();
    for (Map.Entry<String, JsonNode> one : saved.path("endless").properties()) {
      endless.put(Long.valueOf(one.getKey()), one.getValue().asText());
    }
    OptionalLong failing =
        saved.path("failing").isNumber()
            ? OptionalLong.of(saved.path("failing").asLong())
            : OptionalLong.empty();
    return Optional.of(new Part(new Part.Range(1, to), to, failing, endless));
  }

  /** Saves what is known of the search of this name. */
  synchronized void save(String name, Part known) throws IOException {
    if (this == NOWHERE) {
      return;
    }
    ObjectNode saved = searches.putObject(name);
    saved.put("to", known.numbers().to());
    known.failing().ifPresent(number -> saved.put("failing", number));
    ObjectNode endless = saved.putObject("endless");
    known.endless().forEach((number, who) -> endless.put(Long.toString(number), who));
    ObjectNode all = new ObjectMapper().createObjectNode();
    all.put("format", FORMAT);
    all.put("version", version);
    all.put("search", identity);
    all.set("searches", searches);
    keeper.keep(all.toPrettyString() + "\n");
  }
}
