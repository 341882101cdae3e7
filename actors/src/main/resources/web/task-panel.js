// The chosen task: what it does, what it holds, its stack, and the tree of waits that it is part of.

import {lookOf} from './actors.js';
import {ask} from './connection.js';
import {byId, el, setHidden, setText} from './dom.js';
import {showTree} from './tree.js';
import {isPaused} from './wait-graph.js';
import {age, moment, sleepWord} from './words.js';

const PERIOD_MS = 400;

export class TaskPanel {
  constructor({onClose, onLift, onBreak}) {
    this.panel = byId('task');
    this.onClose = onClose;
    this.onLift = onLift;
    this.onBreak = onBreak;
    this.name = null;
    this.tree = [];
    this.askedAt = 0;
    this.build();
    this.panel.addEventListener('keydown', (event) => event.key === 'Escape' && this.close());
  }

  build() {
    this.title = el('h2', {id: 'task-name'});
    this.mark = el('i', {class: 'cell'});
    this.about = el('p', {class: 'task-about'});
    this.wait = el('p', {class: 'task-wait'});
    this.lift = el('button', {type: 'button', class: 'primary', hidden: true, onclick: () => this.onLift(this.fault)});
    this.breakIt = el('button', {type: 'button', class: 'quiet', onclick: () => this.onBreak(this.name)}, 'Break this task');
    this.treeBox = el('div', {class: 'tree', tabIndex: 0, role: 'group', 'aria-label': 'wait tree'});
    this.holds = el('ul', {class: 'holds'});
    this.stack = el('ol', {class: 'stack'});
    this.treeTitle = el('h3', {}, 'Wait tree');
    this.panel.append(
      el('header', {}, this.mark, this.title, this.breakIt, el('button', {type: 'button', class: 'quiet', 'aria-label': 'Close the task', onclick: () => this.close()}, 'Close')),
      this.about, this.wait, this.lift, this.treeTitle, this.treeBox,
      el('h3', {}, 'Holds'), this.holds, el('h3', {}, 'Stack, innermost first'), this.stack);
  }

  open(name) {
    this.opener = document.activeElement;
    this.name = name;
    this.tree = [];
    this.askedAt = 0;
    setHidden(this.panel, false);
    if (this.live) {
      this.show(this.live);
    }
    this.panel.scrollIntoView({block: 'nearest'});
    this.panel.focus({preventScroll: true});
  }

  close() {
    this.name = null;
    setHidden(this.panel, true);
    this.onClose();
    (this.opener?.isConnected ? this.opener : byId('waits')).focus({preventScroll: true});
  }

  show(live) {
    this.live = live;
    if (this.name === null) {
      return;
    }
    const task = live.tasks.find((one) => one.name === this.name);
    setText(this.title, this.name);
    if (!task) {
      setText(this.about, 'There is no such task any more.');
      return;
    }
    this.showTask(task, live.state.now_ns);
    this.askForTree();
  }

  showTask(task, now) {
    const wait = task.waits_for;
    this.mark.className = `cell ${lookOf(task, now)}`;
    setText(this.about, `pid ${task.pid}, ${task.kthread ? 'kernel thread' : 'process'}${task.work ? `, works on ${task.work}` : ''}`);
    setText(this.wait, isPaused(task) ? `paused ${age(now - wait.since_ns)}, since ${moment(wait.since_ns)}` : wait ? waitText(wait, task.deadlocked, now) : `${task.state}${task.state === 'idle' ? `, since ${moment(task.since_ns)}` : ''}`);
    this.fault = wait?.fault ?? null;
    if (this.fault === null && document.activeElement === this.lift) {
      this.panel.focus({preventScroll: true});
    }
    setHidden(this.lift, this.fault === null);
    setText(this.lift, `Lift fault #${this.fault}`);
    list(this.holds, task.holds.filter((hold) => hold.resource !== `end of ${task.name}`).map((hold) => `${hold.resource}  ${hold.kind}${hold.shared ? ', shared' : ''}, ${age(now - hold.since_ns)}`), 'nothing');
    list(this.stack, task.stack, 'nothing runs');
    setHidden(this.treeBox, this.tree.length === 0);
    setHidden(this.treeTitle, this.tree.length === 0);
    showTree(this.treeBox, this.tree);
  }

  async askForTree() {
    if (performance.now() - this.askedAt < PERIOD_MS) {
      return;
    }
    this.askedAt = performance.now();
    const name = this.name;
    try {
      const {tree} = await ask('GET', `/tasks/${encodeURIComponent(name)}`);
      this.tree = name === this.name ? tree : this.tree;
    } catch {
      this.tree = [];
    }
  }
}

function waitText(wait, deadlocked, now) {
  const how = deadlocked ? 'waits for ever' : `waits ${age(now - wait.since_ns)}`;
  const mode = wait.kind === 'rw-semaphore' ? (wait.shared ? ' to read' : ' to write') : '';
  const by = wait.blocked_by.length === 0 ? '' : `, blocked by ${wait.blocked_by.slice(0, 3).join(', ')}${wait.blocked_by.length > 3 ? ` and ${wait.blocked_by.length - 3} more` : ''}`;
  return `${how} for ${wait.resource}${mode} (${wait.kind}), sleep ${sleepWord(wait.sleep)}, since ${moment(wait.since_ns)}${by}`;
}

function list(box, lines, none) {
  const text = lines.join('\n') || none;
  if (box.shownLines !== text) {
    box.shownLines = text;
    box.replaceChildren(...text.split('\n').map((line) => el('li', {}, line)));
  }
}
