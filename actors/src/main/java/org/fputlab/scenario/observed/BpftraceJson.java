package org.fputlab.scenario.observed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What {@code bpftrace -f json} prints: one event a line (src/output/json.cpp, bpftrace at
 * 010c6357). Histograms and statistics become the maps that {@link BpftraceHistograms} reads from
 * text; what a script prints with {@code printf}, {@code time} and {@code cat} is put together to
 * lines again and shown to the formats that read such lines.
 *
 * <p>An event that is cut or damaged is refused: nobody can tell which numbers were in it.
 */
final class BpftraceJson implements Format {

  private static final ObjectReader JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .reader();

  private static final String TYPE = "type";
  private static final String COUNT = "count";
  private static final Set<String> STATS = Set.of(COUNT, "average", "total");
  private static final String PRINTED = "lines that a bpftrace script prints and no format knows";
  private static final String DAMAGED =
      "this line of bpftrace's JSON is cut or damaged (an event stands in one line). Measure again,"
          + " or take the line out if what was printed before it is all you want.";

  private final Reading reading;
  private final BpftraceHistograms maps;
  private final List<Format> readers;
  private final StringBuilder printed = new StringBuilder();
  private boolean isJson;
  private @Nullable Line piece;
  private int lastLine;

  /**
   * A reader.
   *
   * @param readers are shown the lines that a script prints
   */
  BpftraceJson(Reading reading, BpftraceHistograms maps, List<Format> readers) {
    this.reading = reading;
    this.maps = maps;
    this.readers = readers;
  }

  @Override
  public boolean take(Line line) throws NotUsable {
    String text = line.text().strip();
    if (!text.startsWith("{\"" + TYPE + "\"")) {
      boolean broken = text.startsWith("{") || text.endsWith("}") || text.contains("\":");
      piece = broken && piece == null ? line : piece;
      return false;
    }
    isJson = true;
    lastLine = line.number();
    event(line, parsed(line, text));
    return true;
  }

  private JsonNode parsed(Line line, String text) throws NotUsable {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException broken) {
      throw damaged(line);
    }
  }

  private NotUsable damaged(Line line) {
    return reading.refused(line.number(), DAMAGED);
  }

  private void event(Line line, JsonNode event) throws NotUsable {
    JsonNode data = event.path("data");
    switch (event.path(TYPE).asText()) {
      case "hist", "lhist" -> eachMap(line, data, this::histogram);
      case "stats" -> eachMap(line, data, this::stats);
      case "printf", "time", "cat", "join", "syscall" -> print(line, data);
      case "lost_events" ->
          reading.remark("bpftrace lost %d events".formatted(event.findPath(COUNT).asLong()));
      case "map", "value", "tseries", "attached_probes", "benchmark_results" -> {}
      case "helper_error", "runtime_error", "print_error" ->
          reading.skip("errors that bpftrace tells of", line);
      default -> throw damaged(line);
    }
  }

  private interface OfMap {
    void take(Line line, MapName name, JsonNode value) throws NotUsable;
  }

  /** A map has a value, or one for each key. */
  private void eachMap(Line line, JsonNode data, OfMap each) throws NotUsable {
    if (!data.isObject()) {
      throw damaged(line);
    }
    for (Map.Entry<String, JsonNode> map : data.properties()) {
      String name = map.getKey().replaceFirst("^@", "");
      JsonNode value = map.getValue();
      if (value.isArray() || isStats(value) || !value.isObject()) {
        each.take(line, new MapName(name, ""), value);
        continue;
      }
      for (Map.Entry<String, JsonNode> keyed : value.properties()) {
        each.take(line, new MapName(name, keyed.getKey()), keyed.getValue());
      }
    }
  }

  private static boolean isStats(JsonNode value) {
    return value.isObject() && STATS.stream().anyMatch(key -> value.path(key).isNumber());
  }

  private void histogram(Line line, MapName name, JsonNode value) throws NotUsable {
    if (!value.isArray()) {
      throw damaged(line);
    }
    List<JsonNode> buckets = new ArrayList<>();
    value.forEach(buckets::add);
    while (!buckets.isEmpty() && count(line, buckets.get(buckets.size() - 1)) == 0) {
      buckets.remove(buckets.size() - 1);
    }
    Rows rows = new Rows();
    boolean counts = name.part(reading) != null;
    for (JsonNode bucket : buckets) {
      OptionalLong low = bound(line, bucket, "min", 0);
      OptionalLong high = bound(line, bucket, "max", 1);
      rows.bucket(reading, line, low, high, counts ? count(line, bucket) : 0);
    }
    maps.add(name, line, rows);
  }

  private long count(Line line, JsonNode bucket) throws NotUsable {
    long count = whole(line, bucket.path(COUNT));
    if (count < 0) {
      throw damaged(line);
    }
    return count;
  }

  private OptionalLong bound(Line line, JsonNode bucket, String key, long more) throws NotUsable {
    if (!bucket.has(key)) {
      return OptionalLong.empty();
    }
    long value = whole(line, bucket.path(key));
    return OptionalLong.of(value == Long.MAX_VALUE ? value : value + more);
  }

  /** Newer versions write a number in quotes that a double cannot hold. */
  private long whole(Line line, JsonNode number) throws NotUsable {
    if (number.canConvertToLong() && number.isIntegralNumber()) {
      return number.asLong();
    }
    if (number.isTextual() && number.asText().matches("-?\\d{1,18}")) {
      return Long.parseLong(number.asText());
    }
    throw damaged(line);
  }

  private void stats(Line line, MapName name, JsonNode value) throws NotUsable {
    if (value.isObject()) {
      long average = whole(line, value.path("average"));
      maps.add(name, line, count(line, value), average, whole(line, value.path("total")));
    }
  }

  private void print(Line line, JsonNode data) throws NotUsable {
    if (!data.isTextual()) {
      throw damaged(line);
    }
    printed.append(data.asText());
    for (int end = printed.indexOf("\n"); end >= 0; end = printed.indexOf("\n")) {
      show(new Line(line.number(), printed.substring(0, end)));
      printed.delete(0, end + 1);
    }
  }

  private void show(Line line) throws NotUsable {
    for (Format reader : readers) {
      if (reader.take(line)) {
        return;
      }
    }
    if (!line.text().isBlank()) {
      reading.skip(PRINTED, line);
    }
  }

  @Override
  public void end() throws NotUsable {
    if (!printed.isEmpty()) {
      show(new Line(lastLine, printed.toString()));
    }
    if (isJson && piece != null) {
      throw damaged(piece);
    }
  }
}
