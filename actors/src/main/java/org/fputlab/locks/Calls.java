package org.fputlab.locks;

import java.util.List;

/**
 * Two chains of calls: of a list of steps that can be walked that way, or of a stack that a kernel
 * has printed.
 */
public record Calls(
    String who, List<String> heldAt, List<String> askedAt, List<Held> holding, String source)
    implements Evidence {

  public Calls {
    heldAt = List.copyOf(heldAt);
    askedAt = List.copyOf(askedAt);
    holding = List.copyOf(holding);
  }

  /** No calls of anybody: it is so by how things are made, or done. */
  public static Calls ofNobody(String why) {
    return new Calls("", List.of(), List.of(), List.of(), why);
  }
}
