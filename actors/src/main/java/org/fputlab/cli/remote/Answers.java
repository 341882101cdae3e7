package org.fputlab.cli.remote;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** JSON of a live run as records. Fields that this version does not know are passed over. */
final class Answers {

  /** What is a name even if it looks like a number. */
  private static final List<String> NAMES = List.of("on", "do");

  private static final String NUMBER = "-?(0|[1-9]\\d{0,17})(\\.\\d{1,17})?";

  private static final ObjectMapper MAPPER = mapper();

  private Answers() {}

  /** Where there is no text or nothing listed, there is an empty one. */
  private static ObjectMapper mapper() {
    ObjectMapper mapper =
        JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    for (Class<?> type : List.of(String.class, List.class, Map.class)) {
      mapper.configOverride(type).setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY));
    }
    return mapper;
  }

  /** The object in {@code body}; nothing where that is no JSON object. */
  static Optional<JsonNode> object(String body) {
    try {
      return Optional.ofNullable(MAPPER.readTree(body)).filter(JsonNode::isObject);
    } catch (JsonProcessingException notJson) {
      return Optional.empty();
    }
  }

  static <T> T as(Class<T> type, JsonNode object) throws JsonProcessingException {
    return MAPPER.treeToValue(object, type);
  }

  /** A fault as a JSON object; settings that are numbers are so in JSON too. */
  static String text(Map<String, String> fault) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fault.forEach(
        (name, value) ->
            fields.put(
                name,
                NAMES.contains(name) || !value.matches(NUMBER) ? value : new BigDecimal(value)));
    try {
      return MAPPER.writeValueAsString(fields);
    } catch (JsonProcessingException impossible) {
      throw new IllegalArgumentException(fields.toString(), impossible);
    }
  }
}
