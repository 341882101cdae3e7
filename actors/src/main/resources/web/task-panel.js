// The chosen task: what it does, what it holds, its stack, and the tree of waits that it is part of.

import {lookOf} from './actors.js';
import {ask} from './connection.js';
import {byId, el, setHidden, setText} from './dom.js';
import {TaskFacts} from './task-facts.js';

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
    this.facts = new TaskFacts();
    this.lift = el('button', {type: 'button', class: 'primary', hidden: true, onclick: () => this.onLift(this.fault)});
    this.breakIt = el('button', {type: 'button', class: 'quiet', onclick: () => this.onBreak(this.name)}, 'Break this task');
    this.panel.append(
      el('header', {}, this.mark, this.title, this.breakIt, el('button', {type: 'button', class: 'quiet', 'aria-label': 'Close the task', onclick: () => this.close()}, 'Close')),
      this.facts.about, this.facts.wait, this.lift, ...this.facts.rest);
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
      setText(this.facts.about, 'There is no such task any more.');
      return;
    }
    if (live.past) {
      this.tree = [];
    }
    this.showTask(task, live.state.now_ns);
    if (!live.past) {
      this.askForTree();
    }
  }

  showTask(task, now) {
    this.mark.className = `cell ${lookOf(task, now)}`;
    this.fault = task.waits_for?.fault ?? null;
    if (this.fault === null && document.activeElement === this.lift) {
      this.panel.focus({preventScroll: true});
    }
    setHidden(this.lift, this.fault === null);
    setText(this.lift, `Lift fault #${this.fault}`);
    this.facts.show(task, this.tree, now);
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
