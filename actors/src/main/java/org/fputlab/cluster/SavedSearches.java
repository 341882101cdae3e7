package org.fputlab.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.fputlab.explore.Exploration;
import org.fputlab.explore.Part;
import org.fputlab.explore.Setting;

/**
 * How far the searches of one exploration are, policy by policy, as JSON: what came of all
 * schedules up to a number. Whoever goes on runs those after it again.
 */
public final class SavedSearches {

  /** Nothing was saved, and nothing is. */
  public static final SavedSearches NOWHERE =
      new SavedSearches("", "", new ObjectMapper().createObjectNode(), whole -> {});

  private static final String FORMAT = "fputlab-searches/1";
  private static final int SHOWN_BYTES = 8;

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
  private final ObjectNode policies;
  private final Keeper keeper;

  private SavedSearches(String version, String identity, ObjectNode policies, Keeper keeper) {
    this.version = version;
    this.identity = identity;
    this.policies = policies;
    this.keeper = keeper;
  }

  /** What tells an exploration from others, but for the policy. */
  public static String identity(Setting setting, Exploration.Order order) {
    String all =
        String.join(
            "\n",
            setting.scenario().texts().toString(),
            setting.timing().name(),
            setting.limits().toString(),
            order.word(),
            Long.toString(order.seed()),
            Long.toString(order.most()));
    try {
      byte[] sum =
          MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(sum, 0, SHOWN_BYTES);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /**
   * Goes on from what was saved.
   *
   * @param before the text that was saved, or ""
   */
  public static SavedSearches of(String before, String version, String identity, Keeper keeper)
      throws Unusable {
    ObjectMapper json = new ObjectMapper();
    ObjectNode policies = json.createObjectNode();
    if (!before.isBlank()) {
      try {
        JsonNode all = json.readTree(before);
        refuseOthers(all, version, identity);
        policies = policies.setAll((ObjectNode) all.get("policies"));
      } catch (JsonProcessingException | ClassCastException damaged) {
        throw new Unusable("is cut short or damaged, or never was a saved search");
      }
    }
    return new SavedSearches(version, identity, policies, keeper);
  }

  private static void refuseOthers(JsonNode all, String version, String identity) throws Unusable {
    if (!all.path("format").asText().equals(FORMAT) || !all.path("policies").isObject()) {
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

  /** What is known of this policy. */
  synchronized Optional<Part> of(String policy) {
    JsonNode saved = policies.get(policy);
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

  /** Saves what is known of this policy. */
  synchronized void save(String policy, Part known) throws IOException {
    if (this == NOWHERE) {
      return;
    }
    ObjectNode saved = policies.putObject(policy);
    saved.put("to", known.numbers().to());
    known.failing().ifPresent(number -> saved.put("failing", number));
    ObjectNode endless = saved.putObject("endless");
    known.endless().forEach((number, who) -> endless.put(Long.toString(number), who));
    ObjectNode all = new ObjectMapper().createObjectNode();
    all.put("format", FORMAT);
    all.put("version", version);
    all.put("search", identity);
    all.set("policies", policies);
    keeper.keep(all.toPrettyString() + "\n");
  }
}
