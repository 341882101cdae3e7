package org.fputlab;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Which package may use which, and what none may call. */
@AnalyzeClasses(packages = "org.fputlab", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  private static final String ROOT = "org.fputlab.";

  /** Package by package, what of ours it may use besides itself. */
  private static final Map<String, List<String>> ARROWS =
      Map.ofEntries(
          Map.entry("model", List.of()),
          Map.entry("engine", List.of()),
          Map.entry("kernel", List.of("model", "engine")),
          Map.entry("locks", List.of("model")),
          Map.entry("watch", List.of("engine", "locks")),
          Map.entry("fault", List.of("kernel", "engine", "model")),
          Map.entry("scenario", List.of("kernel", "fault", "watch", "locks", "engine", "model")),
          Map.entry("kernellog", List.of("locks", "watch", "scenario", "engine", "model")),
          Map.entry(
              "explore",
              List.of("scenario", "kernel", "fault", "watch", "locks", "engine", "model")),
          Map.entry("cluster", List.of("explore", "scenario", "engine", "model")),
          Map.entry(
              "report",
              List.of(
                  "explore",
                  "scenario",
                  "watch",
                  "fault",
                  "kernellog",
                  "locks",
                  "engine",
                  "model")),
          Map.entry("web", List.of("watch", "fault", "scenario", "report", "engine", "model")));

  /** Area by area of the kernel, which others it may use; {@code Kernel} wires them all. */
  private static final Map<String, List<String>> AREAS =
      Map.ofEntries(
          Map.entry("words", List.of()),
          Map.entry("task", List.of("words")),
          Map.entry("locks", List.of("task", "words")),
          Map.entry("processors", List.of("task", "words")),
          Map.entry("workqueues", List.of("processors", "task", "words")),
          Map.entry("mounts", List.of("locks", "task", "words", "workqueues")),
          Map.entry(
              "files", List.of("locks", "mounts", "processors", "task", "words", "workqueues")),
          Map.entry("memory", List.of("files", "locks", "task", "words")),
          Map.entry("power", List.of("task", "words")),
          Map.entry("epoll", List.of("files", "locks", "memory", "mounts", "task", "words")),
          Map.entry("sockets", List.of("files", "mounts", "task", "words", "workqueues")),
          Map.entry("nfsd", List.of("files", "locks", "task", "words", "workqueues")),
          Map.entry("servers", List.of("nfsd", "task", "words")));

  /** Where order must be the same in every run. */
  private static final String[] DETERMINISTIC = {
    ROOT + "model..", ROOT + "kernel..", ROOT + "engine.sim..", ROOT + "watch..", ROOT + "locks.."
  };

  @ArchTest
  static void packagesUseOnlyWhatTheyMay(JavaClasses classes) {
    ARROWS.forEach((from, to) -> onlyUses(from, to).check(classes));
  }

  @ArchTest
  static void areasUseOnlyWhatTheyMay(JavaClasses classes) {
    AREAS.forEach((from, to) -> onlyUsesOfTheKernel(from, to).check(classes));
  }

  private static ArchRule onlyUsesOfTheKernel(String from, List<String> to) {
    String[] allowed =
        Stream.concat(Stream.of(from), to.stream())
            .map(name -> ROOT + "kernel." + name + "..")
            .toArray(String[]::new);
    return noClasses()
        .that()
        .resideInAPackage(ROOT + "kernel." + from + "..")
        .should()
        .dependOnClassesThat(
            resideInAPackage(ROOT + "kernel..").and(not(resideInAnyPackage(allowed))))
        .as("area " + from + " uses of the kernel only itself and " + to);
  }

  @ArchTest
  static void everyAreaIsListed(JavaClasses classes) {
    classes.stream()
        .map(JavaClass::getPackageName)
        .filter(name -> name.startsWith(ROOT + "kernel."))
        .forEach(name -> assertThat(AREAS).containsKey(name.substring(ROOT.length() + 7)));
  }

  @ArchTest static final ArchRule textKnowsNoScenario = scenarioRoomUses("text", "text");

  @ArchTest static final ArchRule whatAScenarioSaysKnowsNoRun = scenarioRoomUses("", "", "text");

  @ArchTest
  static final ArchRule runningKnowsWhatAScenarioSays =
      scenarioRoomUses("running", "running", "", "text");

  private static ArchRule scenarioRoomUses(String from, String... rooms) {
    String[] allowed = Stream.of(rooms).map(ArchitectureTest::room).toArray(String[]::new);
    return noClasses()
        .that()
        .resideInAPackage(room(from))
        .should()
        .dependOnClassesThat(
            resideInAPackage(ROOT + "scenario..").and(not(resideInAnyPackage(allowed))));
  }

  private static String room(String name) {
    return ROOT + (name.isEmpty() ? "scenario" : "scenario." + name);
  }

  private static ArchRule onlyUses(String from, List<String> to) {
    String[] allowed =
        Stream.concat(Stream.of(from), to.stream())
            .map(name -> ROOT + name + "..")
            .toArray(String[]::new);
    return noClasses()
        .that()
        .resideInAPackage(ROOT + from + "..")
        .should()
        .dependOnClassesThat(
            resideInAPackage("org.fputlab..").and(not(resideInAnyPackage(allowed))))
        .as("package " + from + " uses of ours only itself and " + to)
        .allowEmptyShould(true);
  }

  @ArchTest
  static final ArchRule modelIsPlainJava =
      classes()
          .that()
          .resideInAPackage(ROOT + "model..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("java..", "org.jspecify..", ROOT + "model..");

  @ArchTest
  static final ArchRule everyPackageIsOneOfTheDesign =
      classes()
          .should()
          .resideInAnyPackage(
              Stream.concat(ARROWS.keySet().stream(), Stream.of("cli"))
                  .map(name -> ROOT + name + "..")
                  .toArray(String[]::new));

  @ArchTest
  static final ArchRule theClockIsTheEngines =
      noClasses()
          .that(mayNotReadTheClock())
          .should()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(java.time.Instant.class, "now")
          .because("time comes from Engine.now(), so that a run can be repeated");

  @ArchTest
  static final ArchRule nobodySleeps =
      noClasses()
          .that(mayNotReadTheClock())
          .should()
          .callMethod(Thread.class, "sleep", long.class)
          .orShould()
          .callMethod(Thread.class, "sleep", long.class, int.class)
          .because("waiting is Engine.after(nanos, to, message)");

  @ArchTest
  static final ArchRule randomnessComesFromTheSeed =
      noClasses()
          .that(mayNotReadTheClock())
          .should()
          .dependOnClassesThat()
          .belongToAnyOf(
              java.util.Random.class,
              java.security.SecureRandom.class,
              java.util.SplittableRandom.class,
              java.util.concurrent.ThreadLocalRandom.class)
          .orShould()
          .callMethod(Math.class, "random")
          .orShould()
          .callMethod(java.util.UUID.class, "randomUUID")
          .because("random numbers come from RandomStream.named(seed, component)");

  @ArchTest
  static final ArchRule orderNeverComesFromHashes =
      noClasses()
          .that()
          .resideInAnyPackage(DETERMINISTIC)
          .should()
          .dependOnClassesThat(hashOrdered())
          .because("iteration must not depend on hashes: use LinkedHashMap, TreeMap or a list");

  @ArchTest
  static final ArchRule noRequestWaitsOnAForeignThread =
      noClasses()
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("akka.actor.typed.javadsl.AskPattern")
          .orShould()
          .callMethodWhere(
              describe(
                  "asks through the context",
                  call ->
                      call.getTarget().getOwner().getName().startsWith("akka.actor.typed")
                          && call.getName().startsWith("ask")))
          .because(
              "an ask is answered on a foreign thread: let the request carry a replyTo, and the"
                  + " answer be an engine.Reply");

  @ArchTest
  static final ArchRule namesSayWhatAThingIs =
      noClasses()
          .should()
          .haveNameMatching("org\\.fputlab\\..*(Util|Helper|Manager|Impl)[^.]*")
          .because("a class is named by the domain's word for what it is");

  private static DescribedPredicate<JavaClass> mayNotReadTheClock() {
    return describe(
        "are neither in cli nor in engine.live nor in cluster",
        type ->
            !type.getPackageName().matches("org\\.fputlab\\.(cli|cluster|engine\\.live)(\\..*)?"));
  }

  private static DescribedPredicate<JavaClass> hashOrdered() {
    return describe(
        "iterate in the order of hashes",
        type ->
            type.isEquivalentTo(java.util.HashMap.class)
                || type.isEquivalentTo(java.util.HashSet.class)
                || type.isEquivalentTo(java.util.IdentityHashMap.class)
                || type.isEquivalentTo(java.util.WeakHashMap.class));
  }
}
