package org.fputlab.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.fputlab.watch.Course;

/** The course of a run as the drawings of a report take it. */
final class CourseJson {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private CourseJson() {}

  /** What was seen over time. */
  static ObjectNode of(Course course) {
    ObjectNode json = NODES.objectNode();
    json.put("every_ns", course.every());
    ArrayNode at = json.putArray("at");
    ArrayNode pending = json.putArray("pending");
    ArrayNode longest = json.putArray("longest");
    for (Course.Point point : course.points()) {
      at.add(point.at());
      pending.add(point.pending());
      longest.add(point.longest());
    }
    ArrayNode groups = json.putArray("groups");
    course.groups().forEach(group -> groups.add(group(group)));
    ArrayNode lanes = json.putArray("lanes");
    course.lanes().forEach(lane -> lanes.add(lane(lane)));
    json.put("left", course.left());
    ArrayNode faults = json.putArray("faults");
    for (Course.FaultSpan fault : course.faults()) {
      ObjectNode node = faults.addObject();
      node.put("id", fault.id());
      node.put("on", fault.on());
      node.put("what", fault.what());
      node.put("since_ns", fault.since());
      node.put("until_ns", fault.until());
    }
    return json;
  }

  private static ObjectNode group(Course.Group group) {
    ObjectNode json = NODES.objectNode();
    json.put("name", group.name());
    json.put("size", group.size());
    ArrayNode counts = json.putArray("counts");
    group.counts().forEach(look -> look.forEach(counts.addArray()::add));
    return json;
  }

  private static ObjectNode lane(Course.Lane lane) {
    ObjectNode json = NODES.objectNode();
    json.put("name", lane.name());
    json.put("group", lane.group());
    json.put("stuck", lane.stuck());
    json.put("longest_ns", lane.longest());
    ArrayNode spans = json.putArray("spans");
    for (Course.Span span : lane.spans()) {
      ArrayNode one = spans.addArray();
      one.add(TaskJson.word(span.what())).add(span.since()).add(span.until());
      one.add(span.thing()).add(span.by());
    }
    return json;
  }

  /** The worst moment, with the faults that were at work then. */
  static ObjectNode worst(Course course) {
    Course.Moment moment = course.worst();
    ArrayNode tasks = TaskJson.of(moment.tasks(), true);
    return MomentJson.of(moment.at(), tasks, moment.trees(), course.faults());
  }
}
