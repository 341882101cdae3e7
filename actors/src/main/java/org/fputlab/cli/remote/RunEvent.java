package org.fputlab.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * Something that a live run told: a line of an actor's log, an event, or a finding.
 *
 * @param atNs when, in nanoseconds of the run
 * @param actor whom it is about
 * @param level as in {@code debug}; {@link #EVENT} or {@link #FINDING} where it is one
 * @param frame the kernel function that the actor was in, or ""
 * @param finding the same for a finding however much worse it gets; "" for other lines
 */
public record RunEvent(
    long atNs, String actor, String level, String frame, String text, String finding) {

  /** What stands in the place of a level where it is a finding. */
  public static final String FINDING = "finding";

  /** What stands there where it is an event. */
  public static final String EVENT = "event";

  /** What the stream of events has as an event of this kind; of other kinds it is no line. */
  static Optional<RunEvent> of(String kind, JsonNode data) {
    return switch (kind) {
      case "journal" -> Optional.of(line(data, EVENT));
      case "log" -> Optional.of(line(data, data.path("level").asText()));
      case "finding" -> Optional.of(finding(data));
      default -> Optional.empty();
    };
  }

  private static RunEvent line(JsonNode data, String level) {
    return new RunEvent(
        data.path("at_ns").asLong(),
        data.path("actor").asText(),
        level,
        data.path("frame").asText(""),
        data.path("text").asText(),
        "");
  }

  private static RunEvent finding(JsonNode data) {
    String kind = data.path("kind").asText();
    String subject = data.path("subject").asText();
    return new RunEvent(
        data.path("at_ns").asLong(),
        subject,
        FINDING,
        "",
        kind.replace('_', ' ') + ": " + data.path("headline").asText(),
        kind + " " + subject + " " + data.path("since_ns").asText());
  }
}
