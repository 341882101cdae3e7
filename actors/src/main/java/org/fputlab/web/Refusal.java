package org.fputlab.web;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;

/** Why a request is not carried out: the status and the object that it is answered with. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final ObjectNode body = JsonNodeFactory.instance.objectNode();
  private String header = "";
  private String headerValue = "";

  Refusal(int status, String error) {
    super(error, null, false, false);
    this.status = status;
    body.put("error", error);
  }

  /** What could stand there instead. */
  Refusal known(Collection<String> words) {
    ArrayNode known = body.putArray("known");
    words.forEach(known::add);
    return this;
  }

  /** One thing that is wrong with the body. */
  Refusal problem(String field, String value, String rule, String hint, Collection<String> legal) {
    ObjectNode problem = body.withArray("problems").addObject();
    problem.put("field", field);
    problem.put("value", value);
    problem.put("rule", rule);
    problem.put("hint", hint);
    ArrayNode words = problem.putArray("legal");
    legal.forEach(words::add);
    return this;
  }

  /** A header that goes with the status. */
  Refusal header(String name, String value) {
    header = name;
    headerValue = value;
    return this;
  }

  int status() {
    return status;
  }

  ObjectNode body() {
    return body;
  }

  /** The name of a header, or "" for none. */
  String header() {
    return header;
  }

  String headerValue() {
    return headerValue;
  }
}
