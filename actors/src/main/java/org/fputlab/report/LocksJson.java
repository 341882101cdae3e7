package org.fputlab.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import org.fputlab.kernellog.ForwardCounts;
import org.fputlab.kernellog.KernelLocks;
import org.fputlab.kernellog.LeftOut;
import org.fputlab.kernellog.LockNames;
import org.fputlab.kernellog.LockSource;
import org.fputlab.kernellog.Sleepers.Sleep;
import org.fputlab.kernellog.UnderAClose;
import org.fputlab.kernellog.UnderAClose.Holding;
import org.fputlab.locks.Node;

/** What real kernels take inside their deferred closes, as JSON with keys in a fixed order. */
public final class LocksJson {

  static final String FORMAT = "fputlab-locks/1";

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private LocksJson() {}

  /** All of it, with the answers that were asked for. */
  public static ObjectNode of(UnderAClose close, List<Holding> asked) {
    KernelLocks locks = close.locks();
    ObjectNode json = NODES.objectNode();
    json.put("format", FORMAT);
    ArrayNode files = json.putArray("files");
    locks.sources().forEach(source -> files.add(file(source)));
    ArrayNode under = json.putArray("under");
    close.starts().forEach(node -> under.add(node.name()));
    json.put("classes", locks.classes().size());
    json.put("reached_classes", close.size());
    json.set("reached", reached(close));
    ArrayNode known = json.putArray("well_known");
    LockNames.wellKnownWords().forEach(word -> known.add(holding(close, close.holding(word))));
    ArrayNode holding = json.putArray("holding");
    asked.forEach(one -> holding.add(holding(close, one)));
    ArrayNode counts = json.putArray("forward_counts");
    ForwardCounts.of(locks).forEach(one -> counts.add(counts(one)));
    json.set("graph", GraphJson.of(locks.graph()));
    return json;
  }

  private static ObjectNode file(LockSource source) {
    ObjectNode json = NODES.objectNode();
    json.put("file", source.file());
    json.put("classes", source.classes());
    json.put("links", source.links());
    json.put("chains", source.chains());
    json.put("reported_links", source.reported());
    if (source.kernelLinks() < 0) {
      json.putNull("kernel_links");
    } else {
      json.put("kernel_links", source.kernelLinks());
    }
    ArrayNode leftOut = json.putArray("left_out");
    for (LeftOut.Some some : source.leftOut()) {
      ObjectNode one = leftOut.addObject();
      one.put("what", some.what());
      one.put("count", some.count());
      one.put("first_line", some.firstLine());
    }
    source.remarks().forEach(json.putArray("remarks")::add);
    return json;
  }

  private static ArrayNode reached(UnderAClose close) {
    ArrayNode reached = NODES.arrayNode();
    for (Sleep sleep : Sleep.values()) {
      for (Node node : close.reached(sleep)) {
        ObjectNode one = reached.addObject();
        one.put("class", node.name());
        one.put("usage", close.locks().usage(node));
        one.put("sleep", sleep.name().toLowerCase(Locale.ROOT));
        one.put("only_past_readers", close.onlyPastReaders().contains(node));
        one.set("path", GraphJson.path(close.path(node)));
      }
    }
    return reached;
  }

  static ObjectNode holding(UnderAClose close, Holding holding) {
    ObjectNode json = NODES.objectNode();
    json.put("lock", holding.name());
    json.put("answer", holding.mayHang() ? "may hang" : "not seen");
    ArrayNode meant = json.putArray("classes");
    holding.meant().forEach(node -> meant.add(node.name()));
    ArrayNode reached = json.putArray("reached");
    holding.reached().forEach(node -> reached.add(node.name()));
    json.set(
        "path",
        holding.mayHang()
            ? GraphJson.path(close.path(holding.reached().get(0)))
            : NODES.arrayNode());
    return json;
  }

  private static ObjectNode counts(ForwardCounts counts) {
    ObjectNode json = NODES.objectNode();
    json.put("file", counts.file());
    json.put("classes", counts.counted());
    json.put("agree", counts.agree());
    json.put("fewer", counts.fewer());
    json.put("more", counts.more());
    json.put("more_past_readers", counts.pastReaders());
    return json;
  }
}
