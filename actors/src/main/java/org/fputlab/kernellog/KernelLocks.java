package org.fputlab.kernellog;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.fputlab.locks.Edge;
import org.fputlab.locks.LockGraph;
import org.fputlab.locks.Node;
import org.jspecify.annotations.Nullable;

/**
 * The lock graph that real kernels have recorded of themselves, from all files given.
 *
 * <p>Classes of several boots are joined by name, for an address is that of one boot. But where a
 * name is that of several classes of one boot, as {@code &sb->s_type->i_mutex_key#6}, its number
 * says nothing about another boot: those are joined only where the address is the same too.
 */
public final class KernelLocks {

  /** Readers that wait for nobody: of SRCU and RCU ({@code srcu_lock_acquire()}: read 2). */
  private static final Pattern SILENT = Pattern.compile(".*srcu.*|rcu_read_lock.*");

  private final List<ProcDump> dumps;
  private final LockGraph graph = new LockGraph();
  private final Map<Node, ProcClass> details = new LinkedHashMap<>();
  private final Set<String> severalOfOneBoot = new LinkedHashSet<>();
  private final Map<String, Map<String, Node>> byName = new LinkedHashMap<>();

  KernelLocks(List<ProcDump> dumps) {
    this.dumps = List.copyOf(dumps);
    for (ProcDump dump : dumps) {
      dump.classes().keySet().forEach(this::number);
      dump.chains().locks().forEach(this::number);
      dump.reported().forEach(edge -> number(ProcLock.named(edge.to().name())));
    }
    dumps.forEach(this::enterClasses);
    dumps.forEach(this::enterLinks);
  }

  private void number(ProcLock lock) {
    if (ProcLock.isNumbered(lock.name())) {
      severalOfOneBoot.add(ProcLock.base(lock.name()));
    }
  }

  private void enterClasses(ProcDump dump) {
    for (ProcClass one : dump.classes().values()) {
      Node node = node(one.lock(), dump);
      graph.add(node);
      details.putIfAbsent(node, one);
    }
  }

  private void enterLinks(ProcDump dump) {
    for (ProcLink link : links(dump)) {
      graph.add(Edge.of(node(link.from(), dump), node(link.to(), dump), link.at()));
    }
    for (Edge edge : dump.reported()) {
      graph.add(Edge.of(named(edge.from(), dump), named(edge.to(), dump), edge.evidence()));
    }
  }

  /** What its classes name, and what its chains show besides. */
  private static List<ProcLink> links(ProcDump dump) {
    List<ProcLink> links = new ArrayList<>(dump.links());
    links.addAll(dump.chains().links(dump.file()));
    return links;
  }

  /** The node of a class that a report names. */
  private Node named(Node reported, ProcDump dump) {
    return node(ProcLock.named(reported.name()), dump);
  }

  /** The node of a class: the same for what is certainly the same. */
  Node node(ProcLock lock, ProcDump dump) {
    boolean joined = !severalOfOneBoot.contains(ProcLock.base(lock.name()));
    Map<String, Node> same = byName.computeIfAbsent(lock.name(), none -> new LinkedHashMap<>());
    String boot = lock.hasAddress() ? lock.address() : dump.file();
    return same.computeIfAbsent(
        joined ? "" : boot, first -> made(lock, same.isEmpty() ? "" : dump.file()));
  }

  private static Node made(ProcLock lock, String file) {
    String name = lock.name();
    return new Node(lock.kind(), name, file.isEmpty() ? "" : name + " (" + file + ")");
  }

  /** What was asked for while what was held. */
  public LockGraph graph() {
    return graph;
  }

  List<ProcDump> dumps() {
    return dumps;
  }

  /** What each file gave. */
  public List<LockSource> sources() {
    return dumps.stream().map(LockSource::of).toList();
  }

  /** What a file says of a class, or null where it is only named by others. */
  @Nullable ProcClass details(Node node) {
    return details.get(node);
  }

  /** Its usage as the kernel prints it, or "". */
  public String usage(Node node) {
    ProcClass one = details.get(node);
    return one == null ? "" : one.usage();
  }

  /** How many classes it reaches by the kernel's own count, itself included, or -1. */
  public long forward(Node node) {
    ProcClass one = details.get(node);
    return one == null ? -1 : one.forward();
  }

  /** Where the class itself stands in a file, or "". */
  public String where(Node node) {
    ProcClass one = details.get(node);
    return one == null ? "" : one.at().source();
  }

  /** Whether those who hold it are all readers of a kind that waits for nobody. */
  public boolean isSilent(Node node) {
    ProcClass one = details.get(node);
    return one != null && isSilent(one);
  }

  static boolean isSilent(ProcClass one) {
    return one.isOnlyRead() && SILENT.matcher(one.lock().name()).matches();
  }

  /** All classes. */
  public Collection<Node> classes() {
    return graph.nodes();
  }
}
