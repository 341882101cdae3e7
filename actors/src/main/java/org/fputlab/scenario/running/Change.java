package org.fputlab.scenario.running;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValueFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.fputlab.fault.FaultSpec;

/** Something that was done to a running kernel from outside, in a form that can be kept. */
interface Change {

  /** Does it; returns the number of the fault that it began or lifted, 0 where it lifted none. */
  int make(Stage stage);

  /** Whether the run goes another way by it than the scenario says. */
  default boolean changesCourse() {
    return true;
  }

  /** The text that {@link #read} understands. */
  String text();

  /** A fault begins. */
  record Inject(FaultSpec fault) implements Change {
    @Override
    public int make(Stage stage) {
      return stage.switchboard().begin(fault);
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
    public int make(Stage stage) {
      return stage.switchboard().lift(fault) ? fault : 0;
    }

    @Override
    public String text() {
      return rendered(Map.of("lift", fault));
    }
  }

  /** A server that another program runs has served a call. */
  record Served(String server, int life, long call) implements Change {
    @Override
    public int make(Stage stage) {
      stage.served(server, life, call);
      return 0;
    }

    @Override
    public boolean changesCourse() {
      return false;
    }

    @Override
    public String text() {
      return rendered(Map.of("served", server, "life", life, "call", call));
    }
  }

  /** A server that another program runs was not heard of for so long. */
  record Unheard(String server, long nanos) implements Change {
    @Override
    public int make(Stage stage) {
      stage.unheard(server, nanos);
      return 0;
    }

    @Override
    public String text() {
      return rendered(Map.of("unheard", server, "for", nanos));
    }
  }

  /** A server that another program runs is heard of again. */
  record Heard(String server, boolean forgets) implements Change {
    @Override
    public int make(Stage stage) {
      stage.switchboard().heard(server, forgets);
      return 0;
    }

    @Override
    public String text() {
      return rendered(Map.of("heard", server, "forgets", forgets));
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
    if (words.hasPath("served")) {
      return new Served(words.getString("served"), words.getInt("life"), words.getLong("call"));
    }
    if (words.hasPath("unheard")) {
      return new Unheard(words.getString("unheard"), words.getLong("for"));
    }
    if (words.hasPath("heard")) {
      return new Heard(words.getString("heard"), words.getBoolean("forgets"));
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
