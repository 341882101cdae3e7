package org.fputlab.scenario;

import static org.fputlab.scenario.FaultWords.Setting.COUNT;
import static org.fputlab.scenario.FaultWords.Setting.FACTOR;
import static org.fputlab.scenario.FaultWords.Setting.PROBABILITY;
import static org.fputlab.scenario.FaultWords.Target.LOCK;
import static org.fputlab.scenario.FaultWords.Target.MACHINE;
import static org.fputlab.scenario.FaultWords.Target.SERVER;
import static org.fputlab.scenario.FaultWords.Target.STEP;
import static org.fputlab.scenario.FaultWords.Target.THREAD;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The faults that fputlab knows. Those of messages are chosen as in the kernel's fault injection
 * (Documentation/fault-injection, v6.6): by probability, every so-many-th, so many times.
 */
enum StandardFaultWords implements FaultWords {
  INSTANCE;

  private static final Map<String, Setting> NONE = Map.of();
  private static final Map<String, Setting> BY = Map.of("by", FACTOR);

  @Override
  public List<FaultWord> words() {
    return List.of(
        new FaultWord("hang", List.of(SERVER), NONE, NONE),
        new FaultWord("slow", List.of(SERVER), BY, NONE),
        new FaultWord("crash", List.of(SERVER), NONE, NONE),
        new FaultWord("drop", List.of(SERVER), NONE, chosenMessages()),
        new FaultWord("partition", List.of(SERVER), NONE, NONE),
        new FaultWord("hold", List.of(LOCK), NONE, NONE),
        new FaultWord("pause", List.of(THREAD), NONE, NONE),
        new FaultWord("kill", List.of(THREAD), NONE, NONE),
        new FaultWord("memory-pressure", List.of(MACHINE), BY, NONE),
        new FaultWord("slow-step", List.of(STEP), BY, NONE));
  }

  private static Map<String, Setting> chosenMessages() {
    Map<String, Setting> settings = new TreeMap<>();
    settings.put("probability", PROBABILITY);
    settings.put("nth", COUNT);
    settings.put("interval", COUNT);
    settings.put("times", COUNT);
    return settings;
  }
}
