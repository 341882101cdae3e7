// Who waits for whom, as nodes and edges: tasks, what they wait for, who holds it. Knows nothing of the document.

import {SECOND} from './words.js';

const NODES_AT_MOST = 48;
const NAMED_BLOCKERS = 3;

/** Calls have a number each ("afs-server REMOVE #600"), which would make every wait one of its own. */
const withoutNumber = (name) => name.replace(/ #\d+$/, '');

/** What all paused tasks wait for together; each alone is said to wait for a timer of its own name. */
const PAUSE = 'end of the pause';

/** Whether a fault of the kind pause keeps a task where it is. */
export function isPaused(task) {
  return task.waits_for?.kind === 'timer' && task.waits_for.resource === task.name;
}

/** A task from nowhere that holds a lock for a fault; it waits for nothing but the end of the fault. */
export function isFaultItself(task) {
  return /^fault-\d+$/.test(task.name) && isPaused(task);
}

/** How long a wait has lasted; forever so long where a log does not tell. */
const waited = (wait, now) => (wait.since_ns === null ? Infinity : now - wait.since_ns);

const awaitedName = (task) => isPaused(task) ? PAUSE : withoutNumber(task.waits_for.resource);

/** The tasks that wait, the longest wait first. */
export function waiting(tasks, now, limitNanos) {
  return tasks
    .filter((task) => task.waits_for && !isFaultItself(task) && (task.deadlocked || waited(task.waits_for, now) >= limitNanos))
    .sort((one, other) => one.waits_for.since_ns - other.waits_for.since_ns || one.pid - other.pid);
}

/** Builds the graph of all waits longer than the limit. */
export function waitGraph(tasks, now, limitNanos, faults) {
  const graph = new Builder(tasks, now, faults);
  const waiters = waiting(tasks, now, limitNanos);
  waiters.forEach((task) => graph.findBlockers(task));
  waiters.forEach((task) => graph.addWait(task));
  graph.markCycles();
  graph.markFaults();
  return {nodes: [...graph.nodes.values()], edges: [...graph.edges.values()], left: graph.left, waiters: waiters.length};
}

class Builder {
  constructor(tasks, now, faults) {
    this.now = now;
    this.faults = faults;
    this.byName = new Map(tasks.map((task) => [task.name, task]));
    this.holders = holdersOf(tasks);
    this.blockersOf = new Map();
    this.single = new Set();
    this.nodes = new Map();
    this.edges = new Map();
    this.left = 0;
  }

  /** Who holds what a task waits for, else who else keeps its wait from ending. */
  findBlockers(task) {
    const wait = task.waits_for;
    const holding = this.holders.get(wait.resource) ?? [];
    const named = wait.blocked_by.map((name) => this.byName.get(name)).filter(Boolean);
    const blockers = holding.length > 0 ? holding : named;
    this.blockersOf.set(task, blockers);
    if (blockers.length <= NAMED_BLOCKERS) {
      blockers.forEach(({name}) => this.single.add(name));
    }
  }

  addWait(task) {
    const from = this.taskNode(task);
    const to = from && this.resourceNode(task);
    if (!to) {
      this.left++;
      return;
    }
    this.edge(from, to, 'waits', task);
    for (const blocker of this.blockersOf.get(task)) {
      const node = this.taskNode(blocker);
      if (node) {
        this.edge(to, node, 'held', task);
      }
    }
  }

  taskNode(task) {
    const wait = task.waits_for;
    const shape = wait ? [awaitedName(task), wait.shared, task.deadlocked, wait.fault] : [task.state];
    const id = this.single.has(task.name) ? `task ${task.name}` : `tasks ${[task.group, ...shape].join(' ')}`;
    const node = this.node(id, {type: 'task', tasks: [], longest: 0, deadlocked: false});
    if (node && !node.tasks.includes(task)) {
      node.tasks.push(task);
      node.deadlocked ||= task.deadlocked;
      node.longest = wait ? Math.max(node.longest, waited(wait, this.now)) : node.longest;
    }
    return node;
  }

  resourceNode(task) {
    const name = awaitedName(task);
    return this.node(`resource ${name}`, {type: 'resource', name, kind: task.waits_for.kind});
  }

  node(id, made) {
    if (!this.nodes.has(id)) {
      if (this.nodes.size >= NODES_AT_MOST) {
        return null;
      }
      this.nodes.set(id, {id, fault: null, cycle: false, ...made});
    }
    return this.nodes.get(id);
  }

  edge(from, to, kind, task) {
    const id = `${from.id} > ${to.id}`;
    if (!this.edges.has(id)) {
      this.edges.set(id, {id, from, to, kind, fault: null, deadlocked: false, cycle: false});
    }
    const edge = this.edges.get(id);
    edge.fault ??= task.waits_for.fault;
    edge.deadlocked ||= task.deadlocked;
  }

  /** A cycle is what a deadlock's tasks and resources form among themselves; who merely waits behind it is not part of it. */
  markCycles() {
    const component = components([...this.nodes.values()], [...this.edges.values()]);
    for (const edge of this.edges.values()) {
      if (edge.deadlocked && component.get(edge.from) === component.get(edge.to)) {
        edge.cycle = edge.from.cycle = edge.to.cycle = true;
      }
    }
  }

  markFaults() {
    const roots = new Set([...this.edges.values()].map((edge) => edge.fault).filter(Boolean));
    for (const id of roots) {
      const fault = this.faults.find((one) => one.id === id);
      const node = fault && this.rootOf(fault);
      if (node) {
        node.fault = fault;
      }
    }
  }

  /** The node that a fault is on: what it names, else the task that runs what it names, else where its waits end. */
  rootOf(fault) {
    const nodes = [...this.nodes.values()];
    const edges = [...this.edges.values()].filter((edge) => edge.fault === fault.id);
    const ends = edges.map((edge) => edge.to).filter((node) => !edges.some((edge) => edge.from === node));
    return ends.find((node) => node.name === PAUSE)
      ?? nodes.find((node) => node.type === 'resource' && (node.name === fault.on || node.name.startsWith(`${fault.on} `)))
      ?? nodes.find((node) => node.type === 'task' && node.tasks.some((task) => task.name === fault.on || task.group === fault.on))
      ?? nodes.find((node) => node.type === 'resource' && node.name.replace(/\(.*/, '') === fault.on)
      ?? nodes.find((node) => node.type === 'task' && node.tasks.some((task) => task.stack.includes(fault.on)))
      ?? ends[0];
  }
}

function holdersOf(tasks) {
  const holders = new Map();
  for (const task of tasks) {
    for (const {resource} of task.holds) {
      const known = holders.get(resource);
      if (!known) {
        holders.set(resource, [task]);
      } else if (!known.includes(task)) {
        known.push(task);
      }
    }
  }
  return holders;
}

/** Tarjan's strongly connected components; returns the number of each node's component. */
function components(nodes, edges) {
  const next = new Map(nodes.map((node) => [node, []]));
  edges.forEach((edge) => next.get(edge.from).push(edge.to));
  const order = new Map();
  const low = new Map();
  const stack = [];
  const component = new Map();
  const visit = (node) => {
    order.set(node, order.size);
    low.set(node, order.get(node));
    stack.push(node);
    for (const other of next.get(node)) {
      if (!order.has(other)) {
        visit(other);
      }
      if (!component.has(other)) {
        low.set(node, Math.min(low.get(node), low.get(other)));
      }
    }
    if (low.get(node) === order.get(node)) {
      let other;
      do {
        other = stack.pop();
        component.set(other, node);
      } while (other !== node);
    }
  };
  nodes.filter((node) => !order.has(node)).forEach((node) => order.has(node) || visit(node));
  return component;
}

/** What is true now, in one sentence and one mood, for a reader who has ten seconds. */
export function rightNow(tasks, now, faults, verdict) {
  if (verdict === 'crashes' || verdict === 'spins') {
    return {mood: verdict, tasks: []};
  }
  const dead = tasks.filter((task) => task.deadlocked);
  if (dead.length > 0) {
    return {mood: 'deadlock', tasks: dead};
  }
  const long = waiting(tasks, now, SECOND);
  if (long.length > 0) {
    const behind = long.filter((task) => task.waits_for.fault);
    return {mood: 'waits', tasks: long, behind, fault: behind.length > 0 ? faults.find((one) => one.id === behind[0].waits_for.fault) : undefined};
  }
  return {mood: verdict === 'grows' ? 'grows' : 'ok', tasks: []};
}
