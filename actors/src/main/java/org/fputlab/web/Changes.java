package org.fputlab.web;

import akka.http.javadsl.model.HttpResponse;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.fputlab.fault.Fault;
import org.fputlab.fault.FaultSpec;
import org.fputlab.fault.Faults;
import org.fputlab.fault.Switchboard;
import org.fputlab.scenario.FaultRequest;
import org.fputlab.scenario.FaultRequest.Wrong;
import org.fputlab.scenario.running.LiveRun;
import org.fputlab.scenario.text.NearestWord;

/** What can be done to a live run. */
final class Changes {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final LiveRun run;
  private final LogLevels levels;

  /** Faults that cannot be lifted, which the state shows only a moment after they began. */
  private final Map<Integer, FaultSpec> finals = new ConcurrentHashMap<>();

  Changes(LiveRun run, LogLevels levels) {
    this.run = run;
    this.levels = levels;
  }

  List<Endpoint> endpoints() {
    return List.of(
        new Endpoint("POST", "/faults", Endpoint.Token.HEADER, this::inject),
        Endpoint.change("DELETE", "/faults/{id}", call -> lift(call.parameter())),
        Endpoint.change("POST", "/faults/reset", call -> liftAll()),
        new Endpoint("PUT", "/log", Endpoint.Token.HEADER, this::setLevels),
        Endpoint.change("POST", "/stop", call -> stop()));
  }

  private CompletionStage<HttpResponse> inject(Call call) {
    return call.body().thenApply(this::injected);
  }

  private HttpResponse injected(Map<String, Object> written) {
    refuseIfOver();
    try {
      long now = run.state().machine().at();
      FaultSpec fault = FaultRequest.read(written, run.scenario().kernel(), now);
      int id = run.inject(fault);
      if (Faults.of(fault.kind()).map(Fault::isFinal).orElse(false)) {
        finals.put(id, fault);
      }
      ObjectNode node = NODES.objectNode();
      node.put("id", id).put("what", fault.what()).put("on", fault.on());
      return Answers.json(201, node);
    } catch (FaultRequest.Refused refused) {
      throw refusal(refused.wrong());
    } catch (IllegalArgumentException unfit) {
      throw new Refusal(400, String.valueOf(unfit.getMessage()));
    }
  }

  private static Refusal refusal(List<Wrong> wrong) {
    Refusal refusal = new Refusal(400, wrong.get(0).text());
    wrong.forEach(
        one -> refusal.problem(one.field(), one.value(), one.rule(), one.hint(), one.legal()));
    return refusal;
  }

  private HttpResponse lift(String id) {
    refuseIfOver();
    List<Switchboard.Active> faults = run.state().faults();
    faults.stream()
        .filter(FaultsJson::isFinal)
        .forEach(fault -> finals.put(fault.id(), fault.spec()));
    boolean isNumber = id.matches("[1-9]\\d{0,8}");
    FaultSpec last = isNumber ? finals.get(Integer.valueOf(id)) : null;
    if (last != null) {
      throw new Refusal(409, "fault " + id + ", " + last.what() + ", cannot be lifted");
    }
    if (!isNumber || !run.lift(Integer.parseInt(id))) {
      List<String> ids = faults.stream().map(fault -> String.valueOf(fault.id())).toList();
      String known = ids.isEmpty() ? "None is" : "Those are: " + String.join(", ", ids);
      throw new Refusal(404, "no fault " + id + " is at work. " + known).known(ids);
    }
    return Answers.json(
        200, NODES.objectNode().put("id", Integer.parseInt(id)).put("lifted", true));
  }

  private HttpResponse liftAll() {
    refuseIfOver();
    ObjectNode node = NODES.objectNode();
    ArrayNode lifted = node.putArray("lifted");
    run.liftAll().forEach(lifted::add);
    return Answers.json(200, node);
  }

  private CompletionStage<HttpResponse> setLevels(Call call) {
    return call.body().thenApply(this::levelsSet);
  }

  private HttpResponse levelsSet(Map<String, Object> written) {
    Map<String, String> asked = new LinkedHashMap<>();
    List<Wrong> wrong = new ArrayList<>();
    List<String> names = levels.names();
    written.forEach(
        (name, value) -> {
          String level = String.valueOf(value);
          asked.put(name, level);
          if (!names.contains(name)) {
            wrong.add(unknown(name, level, "subsystem or actor " + name, name, names));
          }
          if (!(value instanceof String) || !LogLevels.LEVELS.contains(level)) {
            wrong.add(unknown(name, level, "level " + level, level, LogLevels.LEVELS));
          }
        });
    if (!wrong.isEmpty()) {
      throw refusal(wrong);
    }
    levels.set(asked);
    return Answers.json(200, StateJson.levels(levels.levels()));
  }

  private static Wrong unknown(
      String field, String value, String what, String word, List<String> known) {
    return new Wrong(field, value, "unknown " + what, NearestWord.hint(word, known), known);
  }

  private HttpResponse stop() {
    run.stop();
    return Answers.json(202, NODES.objectNode().put("stopping", true));
  }

  private void refuseIfOver() {
    if (run.state().over()) {
      throw new Refusal(409, "the run is over");
    }
  }
}
