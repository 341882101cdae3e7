// What is known of one task: what it waits for, the tree of waits that it is part of, what it holds, its stack.

import {el, setHidden, setText} from './dom.js';
import {showTree} from './tree.js';
import {isPaused} from './wait-graph.js';
import {age, moment, sleepWord} from './words.js';

export class TaskFacts {
  constructor() {
    this.about = el('p', {class: 'task-about'});
    this.wait = el('p', {class: 'task-wait'});
    this.treeTitle = el('h3', {}, 'Wait tree');
    this.treeBox = el('div', {class: 'tree', tabIndex: 0, role: 'group', 'aria-label': 'wait tree'});
    this.holds = el('ul', {class: 'holds'});
    this.stack = el('ol', {class: 'stack'});
    this.rest = [this.treeTitle, this.treeBox, el('h3', {}, 'Holds'), this.holds, el('h3', {}, 'Stack, innermost first'), this.stack];
  }

  show(task, tree, now) {
    const wait = task.waits_for;
    setText(this.about, `${task.pid >= 0 ? `pid ${task.pid}, ` : ''}${task.kthread ? 'kernel thread' : 'process'}${task.work ? `, works on ${task.work}` : ''}`);
    setText(this.wait, isPaused(task) ? `paused ${age(now - wait.since_ns)}, since ${moment(wait.since_ns)}` : wait ? waitText(wait, task.deadlocked, now) : `${task.state}${task.state === 'idle' ? `, since ${moment(task.since_ns)}` : ''}`);
    list(this.holds, task.holds.filter((hold) => hold.resource !== `end of ${task.name}`).map((hold) => `${hold.resource}  ${hold.kind}${hold.shared ? ', shared' : ''}${hold.since_ns === null ? '' : `, ${age(now - hold.since_ns)}`}`), 'nothing');
    list(this.stack, task.stack, 'nothing runs');
    const waits = withoutStack(tree);
    setHidden(this.treeBox, waits.length === 0);
    setHidden(this.treeTitle, waits.length === 0);
    showTree(this.treeBox, waits);
  }
}

/** Below a tree a run has the stack of whoever stands at its root: another task, whose own card has it. */
function withoutStack(tree) {
  const end = tree.findIndex((line) => line.startsWith('stack of '));
  return end < 0 ? tree : tree.slice(0, end);
}

function waitText(wait, deadlocked, now) {
  const known = wait.since_ns !== null;
  const how = deadlocked ? 'waits forever' : known ? `waits ${age(now - wait.since_ns)}` : 'waits';
  const mode = wait.kind === 'rw-semaphore' ? (wait.shared ? ' to read' : ' to write') : '';
  const by = wait.blocked_by.length === 0 ? '' : `, blocked by ${wait.blocked_by.slice(0, 3).join(', ')}${wait.blocked_by.length > 3 ? ` and ${wait.blocked_by.length - 3} more` : ''}`;
  return `${how} for ${wait.resource}${mode} (${wait.kind}), sleep ${sleepWord(wait.sleep)}${known && wait.since_ns >= 0 ? `, since ${moment(wait.since_ns)}` : ''}${by}`;
}

function list(box, lines, none) {
  const text = lines.join('\n') || none;
  if (box.shownLines !== text) {
    box.shownLines = text;
    box.replaceChildren(...text.split('\n').map((line) => el('li', {}, line)));
  }
}
