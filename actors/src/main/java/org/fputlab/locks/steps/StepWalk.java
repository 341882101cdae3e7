package org.fputlab.locks.steps;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.fputlab.locks.Node;
import org.fputlab.model.Effect;
import org.fputlab.model.KernelPaths;
import org.fputlab.model.KernelSpec;
import org.fputlab.model.LockName;
import org.fputlab.model.NamedLocks;
import org.fputlab.model.Path;
import org.fputlab.model.Sleeping;
import org.fputlab.model.Step;
import org.jspecify.annotations.Nullable;

/**
 * The walk of one program by what its steps bring about, with all that they call and every close
 * that they may come to; nothing is run. Where it is open which way the steps go, it goes each.
 *
 * <p>What whoever runs them holds or answers for at a place is only ever too much, so that an order
 * in which things can be asked for is never missed.
 */
final class StepWalk {

  private static final int BEFORE_ALL = -1;

  private final KernelSpec spec;
  private final Leavings left;
  private final StepGraph graph;
  private final Nodes nodes;
  private final Program program;
  private final Closes closes;
  private Holding answersFor = new Holding();
  private Holding holding = new Holding();
  private OpenedFiles opened = new OpenedFiles();
  private @Nullable Closing closing;
  private Sections sections = new Sections();

  private StepWalk(
      KernelSpec spec, KernelPaths paths, Leavings left, StepGraph graph, Program program) {
    this.spec = spec;
    this.left = left;
    this.graph = graph;
    this.nodes = new Nodes(spec);
    this.program = program;
    this.closes = new Closes(this, spec, paths, left, program);
  }

  /** Walks a program from its first step to its last. */
  static void of(
      Program program, KernelSpec spec, KernelPaths paths, Leavings left, StepGraph graph) {
    new StepWalk(spec, paths, left, graph, program).walk(paths);
  }

  private void walk(KernelPaths paths) {
    graph.walked(program);
    Frames bottom = Frames.of(program.below());
    answersFor = answersFor(BEFORE_ALL, bottom);
    answersFor.all(Node.Kind.POOL).forEach(pool -> waitsToBegin(pool, bottom));
    mayFreeze(bottom);
    KernelSpec.Work work = spec.works().get(program.work());
    if (work != null) {
      opened.open(work.file(), left.files(Closes.handedTo(work.name())));
    }
    Frames at = bottom.enter(program.path().function());
    for (int i = 0; i < program.path().length(); i++) {
      answersFor = answersFor(i, bottom);
      step(program.path().step(i), at);
    }
    answersFor = answersFor(program.path().length(), bottom);
    if (program.isUser()) {
      path(paths.taskWork(), bottom.enter(paths.taskWork().function()));
    }
    leftBehind(new Holding());
  }

  /** What others wait for the program for, from this step on. */
  private Holding answersFor(int step, Frames bottom) {
    Holding ends = new Holding();
    program
        .ends()
        .forEach(
            (node, end) -> {
              if (step < end.before()) {
                ends.take(node, false, bottom);
              }
            });
    return ends;
  }

  /** A call, or an item, waits for a thread before anybody can do what others wait for. */
  private void waitsToBegin(Node pool, Frames bottom) {
    List<Holding.Held> awaited =
        answersFor.all().stream().filter(one -> isOfTheCall(one.node())).toList();
    graph.ask(
        new StepGraph.Ask(program, pool, false, Sleeping.UNINTERRUPTIBLE, bottom, true), awaited);
  }

  private static boolean isOfTheCall(Node node) {
    return node.kind() != Node.Kind.POOL && node.kind() != Node.Kind.THREAD;
  }

  /** Units, and freezes, that are left to others to give back or to end. */
  private void leftBehind(Holding before) {
    for (Node.Kind kind : List.of(Node.Kind.SEMAPHORE, Node.Kind.FREEZE)) {
      for (Node node : holding.all(kind)) {
        if (holding.times(node) > before.times(node)) {
          left.notGivenBack(node);
        }
      }
    }
  }

  // Places within the walk

  @Nullable Closing closing() {
    return closing;
  }

  OpenedFiles opened() {
    return opened;
  }

  Set<Holding.Sign> signs() {
    return holding.signs();
  }

  /** Walks what is done with a file or mount, whose steps know no files but their own. */
  void within(Closing what, Path path, Frames at) {
    Closing outer = closing;
    OpenedFiles known = opened;
    Holding before = holding.copy();
    closing = what;
    opened = new OpenedFiles();
    path(path, at);
    leftBehind(before);
    closing = outer;
    opened = known;
    holding = before;
  }

  void path(Path path, Frames at) {
    path.steps().forEach(step -> step(step, at));
  }

  private void step(Step step, Frames at) {
    step.effects().forEach(effect -> effect(effect, at, step));
  }

  private void unknown(String step, String why) {
    graph.unknown("%s runs %s: %s".formatted(program.who(), step, why));
  }

  private void effect(Effect effect, Frames at, Step step) {
    if (effect instanceof Effect.SendsSignal sent && sent.signal().isFatal()) {
      graph.kills(nodes.thread(sent.task()));
    }
    if (Sections.isAtomic(effect)) {
      graph.atomic();
    }
    Path through = Path.through(effect);
    if (through != null) {
      path(through, at.enter(through.function()));
    } else if (effect instanceof Effect.Since since) {
      since.in(spec.version()).forEach(each -> effect(each, at, step));
    } else if (effect instanceof Effect.Branches fork) {
      branch(fork, at, step);
    } else if (effect instanceof Effect.TakesUnowned || effect instanceof Effect.GivesUnownedBack) {
      unknown(step.word(), "no task owns that lock, so nobody can tell who will give it back");
    } else if (!sections.enterOrLeave(effect)
        && !locks(effect, at)
        && !waits(effect, at)
        && !closes.effect(effect, at)) {
      if (!NOTHING_TO_DO.contains(effect.getClass())) {
        unknown(step.word(), "it says nothing of what it brings about");
      }
    }
  }

  private void branch(Effect.Branches fork, Frames at, Step step) {
    either(
        () -> fork.then().forEach(each -> effect(each, at, step)),
        () -> fork.otherwise().forEach(each -> effect(each, at, step)));
  }

  /** Goes either way, and on with whatever may be so after either. */
  private void either(Runnable one, Runnable other) {
    Holding before = holding.copy();
    OpenedFiles known = opened.copy();
    Sections inBefore = sections.copy();
    one.run();
    Holding held = holding;
    OpenedFiles then = opened;
    Sections in = sections;
    holding = before;
    opened = known;
    sections = inBefore;
    other.run();
    holding.join(held);
    opened.join(then);
    sections.join(in);
  }

  /** The sections that the walk is in at this place. */
  Sections sections() {
    return sections;
  }

  /** What changes nothing in what is held, or is told by another effect of the same step. */
  private static final Set<Class<?>> NOTHING_TO_DO =
      new LinkedHashSet<>(
          List.of(
              Effect.Uses.class,
              Effect.Maps.class,
              Effect.Unmaps.class,
              Effect.Freezes.class,
              Effect.Cancels.class,
              Effect.SendsSignal.class,
              Effect.Completes.class));

  // What is held

  private boolean locks(Effect effect, Frames at) {
    if (effect instanceof Effect.Takes taken) {
      Set<LockName> any = Nodes.which(resolve(taken.lock()), left.known());
      any.forEach(lock -> ask(lock, taken, at));
      any.forEach(lock -> take(lock, taken, at));
    } else if (effect instanceof Effect.GivesBack given) {
      Nodes.which(resolve(given.lock()), left.known()).forEach(lock -> giveBack(lock, given));
    } else if (effect instanceof Effect.TakesUnit unit) {
      if (!unit.tries()) {
        ask(Nodes.unit(unit.semaphore()), false, unit.how(), at);
      }
      holding.take(Nodes.unit(unit.semaphore()), false, at);
    } else if (effect instanceof Effect.GivesUnit unit) {
      holding.drop(Nodes.unit(unit.semaphore()));
    } else if (effect instanceof Effect.Sets set) {
      holding.take(Nodes.flag(resolve(set.flag())), false, at);
    } else if (effect instanceof Effect.Clears clear) {
      holding.drop(Nodes.flag(resolve(clear.flag())));
    } else if (effect instanceof Effect.Frozen frozen) {
      frozen(mount(frozen.superblock()), at);
    } else if (effect instanceof Effect.Thaws thaw) {
      holding.drop(Nodes.thaw(mount(thaw.superblock())));
    } else if (effect instanceof Effect.FreezesTasks) {
      holding.take(Nodes.THAW_TASKS, false, at);
    } else if (effect instanceof Effect.ThawsTasks) {
      holding.drop(Nodes.THAW_TASKS);
    } else {
      return false;
    }
    return true;
  }

  /** Of a freeze level changes are what a freeze waits for; they wait until it is not frozen. */
  private void ask(LockName lock, Effect.Takes taken, Frames at) {
    boolean freezes = Nodes.isFreezeLevel(lock) && !taken.shared();
    Node asked = freezes ? Nodes.changes(lock) : nodes.lock(lock, taken.word());
    if (taken.tries()) {
      graph.takes(asked, taken.shared());
    } else {
      ask(asked, taken.shared(), at);
    }
  }

  private void take(LockName lock, Effect.Takes taken, Frames at) {
    boolean changes = Nodes.isFreezeLevel(lock) && taken.shared();
    Node held = changes ? Nodes.changes(lock) : nodes.lock(lock, taken.word());
    holding.take(held, taken.shared(), at);
  }

  private void giveBack(LockName lock, Effect.GivesBack given) {
    boolean isChange = Nodes.isFreezeLevel(lock) && given.shared();
    holding.drop(isChange ? Nodes.changes(lock) : nodes.lock(lock, given.word()));
  }

  /** The levels are nobody's; but whoever thaws in the same steps answers for it until then. */
  private void frozen(String mount, Frames at) {
    for (LockName level : Nodes.levels(mount)) {
      holding.drop(nodes.lock(level, ""));
    }
    if (holding.times(Nodes.thaw(mount)) == 0) {
      holding.take(Nodes.thaw(mount), false, at);
    }
    left.freeze(mount);
  }

  LockName resolve(LockName lock) {
    return closing == null ? lock : closing.resolve(lock);
  }

  /** The mount that a superblock's name stands for here. */
  private String mount(String superblock) {
    return resolve(new LockName(NamedLocks.FREEZE_LEVELS.get(0), superblock)).instance();
  }

  // What is waited for

  private boolean waits(Effect effect, Frames at) {
    if (effect instanceof Effect.WaitsForCompletion wait && wait.bounded()) {
      graph.waitsAtMost(program, Nodes.completion(wait.completion()));
    } else if (effect instanceof Effect.WaitsForCompletion wait) {
      ask(Nodes.completion(wait.completion()), false, wait.how(), at);
    } else if (effect instanceof Effect.WaitsForFlag wait) {
      ask(Nodes.flag(resolve(wait.flag())), false, at);
    } else if (effect instanceof Effect.WaitsForEnd wait) {
      ask(end(wait), false, at);
    } else if (effect instanceof Effect.Asks call) {
      asks(call, at);
    } else if (effect instanceof Effect.MayFreeze) {
      mayFreeze(at);
    } else if (effect instanceof Effect.Reclaims) {
      reclaims(at);
    } else if (effect instanceof Effect.Retries) {
      retries(at);
    } else {
      return false;
    }
    return true;
  }

  /**
   * Whoever finds no page reclaims, or does not where there is one. It may use the reserve then,
   * and does not reclaim again for it.
   */
  private void reclaims(Frames at) {
    Path reclaim = spec.pages().reclaim();
    if (sections.mayReclaim() && !reclaim.isEmpty()) {
      either(() -> reclaim(reclaim, at.enter(reclaim.function())), () -> {});
    }
  }

  private void reclaim(Path reclaim, Frames at) {
    sections.stopReclaim();
    path(reclaim, at);
    sections.letReclaim();
  }

  /** Who is frozen waits until whoever froze it goes on. */
  private void mayFreeze(Frames at) {
    if (program.mayBeFrozen() && spec.freezesTasks()) {
      ask(Nodes.THAW_TASKS, true, at);
    }
  }

  /** That a retry ends is assumed, but not of one that keeps others waiting meanwhile. */
  private void retries(Frames at) {
    if (!holding.signs().isEmpty()) {
      ask(Nodes.SUCCESS, false, at);
    }
  }

  private Node end(Effect.WaitsForEnd wait) {
    return switch (wait.of()) {
      case WORK -> Nodes.work(wait.name());
      case WORKQUEUE -> Nodes.queue(wait.name());
      case THREAD -> nodes.thread(wait.name());
    };
  }

  /** Of another machine's server it is taken that it replies. */
  private void asks(Effect.Asks call, Frames at) {
    String name = call.server();
    KernelSpec.Mount mount = closing == null ? null : spec.mounts().get(closing.mount());
    if (mount != null && name.equals("server")) {
      name = mount.fileSystem().server();
    }
    KernelSpec.Server server = spec.servers().get(name);
    if (call.waits() && server != null && server.isServedHere()) {
      ask(Nodes.reply(server, call.operation()), false, at);
    }
  }

  private void ask(Node node, boolean shared, Frames at) {
    ask(node, shared, Sleeping.UNINTERRUPTIBLE, at);
  }

  private void ask(Node node, boolean shared, Sleeping how, Frames at) {
    List<Holding.Held> held = new ArrayList<>(answersFor.all());
    held.addAll(holding.all());
    boolean holdsNothing = closing == null && holding.signs().isEmpty();
    graph.ask(new StepGraph.Ask(program, node, shared, how, at, holdsNothing), held);
  }
}
