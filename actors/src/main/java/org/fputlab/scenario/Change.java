package org.fputlab.scenario;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValueFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.fputlab.fault.FaultSpec;
import org.fputlab.fault.Switchboard;

/** Something that was done to a running kernel from outside, in a form that can be kept. */
interface Change {

  /** Does it; returns the number of the fault that it began or lifted, 0 where it lifted none. */
  int make(Switchboard switchboard);

  /** The text that {@link #read} understands. */
  String text();

  /** A fault begins. */
  record Inject(FaultSpec fault) implements Change {
    @Override
    public int make(Switchboard switchboard) {
      return switchboard.begin(fault);
    }

    @Override
    public String text() {
      Map<String, Object> words = new LinkedHashMap<>();
      words.put("on", fault.on());
      words.put("do", fault.kind());
      fault.duration().ifPresent(nanos -> words.put("for", nanos));
      words.put("settings", fault.settings());
      return rendered(Map.of("inject", words));
    }
  }

  /** A fault ends. */
  record Lift(int fault) implements Change {
    @Override
    public int make(Switchboard switchboard) {
      return switchboard.lift(fault) ? fault : 0;
    }

    @Override
    public String text() {
      return rendered(Map.of("lift", fault));
    }
  }

  private static String rendered(Map<String, ?> words) {
    return ConfigValueFactory.fromMap(words).render(ConfigRenderOptions.concise());
  }

  /** What {@link #text} gave. */
  static Change read(String text) {
    Config words = ConfigFactory.parseString(text);
    if (words.hasPath("lift")) {
      return new Lift(words.getInt("lift"));
    }
    Config fault = words.getConfig("inject");
    Map<String, Double> settings = new TreeMap<>();
    fault
        .getObject("settings")
        .forEach((name, value) -> settings.put(name, ((Number) value.unwrapped()).doubleValue()));
    OptionalLong lasts =
        fault.hasPath("for") ? OptionalLong.of(fault.getLong("for")) : OptionalLong.empty();
    return new Inject(
        new FaultSpec(0, fault.getString("on"), fault.getString("do"), lasts, settings));
  }
}
