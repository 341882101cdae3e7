package org.fputlab.watch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.fputlab.engine.Agenda;
import org.fputlab.engine.Prospects;
import org.fputlab.engine.Resource;
import org.fputlab.engine.Wait;

/**
 * The signals that somebody may yet send, or that are under way, and whose waits they would end.
 * Mirrors {@code signal_pending_state} (include/linux/sched/signal.h, v6.6); kernel threads take
 * none.
 */
final class SignalsToCome {

  private final Map<String, Resource> byName = new LinkedHashMap<>();

  private SignalsToCome() {}

  static SignalsToCome of(List<Sighting> tasks, List<Agenda.Matter> matters) {
    SignalsToCome signals = new SignalsToCome();
    tasks.forEach(task -> signals.add(task.prospects()));
    matters.forEach(matter -> signals.add(matter.prospects()));
    return signals;
  }

  private void add(Prospects prospects) {
    for (Resource prospect : prospects.known()) {
      if (prospect.word().equals(Wait.SIGNAL)) {
        byName.put(prospect.name(), prospect);
      }
    }
  }

  /** Each of them, as whoever may send it has it among its prospects. */
  Iterable<Resource> all() {
    return byName.values();
  }

  /** Those that would end the wait of this task. */
  List<Resource> ending(Sighting task) {
    if (byName.isEmpty() || task.row().isKthread()) {
      return List.of();
    }
    List<Resource> ending = new ArrayList<>();
    switch (task.blockedOn().sleep()) {
      case KILLABLE -> add(true, task, ending);
      case INTERRUPTIBLE -> {
        add(true, task, ending);
        add(false, task, ending);
      }
      case UNINTERRUPTIBLE, IDLE, SPINNING -> {}
    }
    return ending;
  }

  private void add(boolean fatal, Sighting to, List<Resource> found) {
    Stream.of(to.name(), to.group())
        .map(name -> byName.get(Wait.signal(fatal, name)))
        .filter(signal -> signal != null && !found.contains(signal))
        .forEach(found::add);
  }
}
