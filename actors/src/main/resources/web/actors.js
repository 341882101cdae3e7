// Every actor as a box: what waits in its mailbox and how long, and what its tasks do. Many alike share one box.

import {Children, byId, el, setAttribute, setClass, setHidden, setText} from './dom.js';
import {isFaultItself, isPaused} from './wait-graph.js';
import {SECOND, age, count, rate} from './words.js';

const NAMED_CELLS = 16;
const NUMBERED_CELLS = 64;
const DECADES_OF_DEPTH = 6;

/** What a cell looks like: the worst that is true of a task. */
export function lookOf(task, now) {
  const wait = task.waits_for;
  if (task.deadlocked) {
    return 'dead';
  }
  if (isFaultItself(task)) {
    return 'fault';
  }
  if (task.state !== 'blocked' || !wait) {
    return task.state === 'blocked' ? 'running' : task.state;
  }
  if (wait.fault) {
    return 'fault';
  }
  return now - wait.since_ns >= SECOND ? 'stuck' : 'waits';
}

/** What a task does, in words. */
export function doing(task, now) {
  const wait = task.waits_for;
  if (task.deadlocked && wait) {
    return `waits forever for ${wait.resource}`;
  }
  if (isFaultItself(task)) {
    return 'holds a lock until the fault is lifted';
  }
  if (isPaused(task)) {
    return `paused ${age(now - wait.since_ns)}${wait.fault ? `, by fault #${wait.fault}` : ''}`;
  }
  if (wait) {
    return `waits ${age(now - wait.since_ns)} for ${wait.resource}${wait.fault ? `, behind fault #${wait.fault}` : ''}`;
  }
  return {idle: 'idle', running: 'runs', exited: 'has ended', killed: 'was killed'}[task.state] ?? 'runs';
}

export class Actors {
  constructor(onChoose, onFollow) {
    this.onChoose = onChoose;
    this.onFollow = onFollow;
    this.groups = new Children(byId('groups'), (group) => group.name, () => makeGroup(onChoose), (box, group) => this.showGroup(box, group));
    this.boxes = new Children(byId('boxes'), (actor) => actor.name, (actor) => this.makeBox(actor), (box, actor) => this.showBox(box, actor));
    this.unused = new Children(byId('unused'), (actor) => actor.name, (actor) => this.makeBox(actor), (box, actor) => this.showBox(box, actor));
    this.chosen = null;
  }

  show({state, mailboxes, tasks}) {
    this.now = state.now_ns;
    this.mailboxes = new Map(mailboxes.map((mailbox) => [mailbox.actor, mailbox]));
    const groups = grouped(tasks);
    const names = new Set(tasks.map((task) => task.name));
    const many = groups.filter((group) => group.tasks.length > 1).sort((one, other) => this.isPool(other) - this.isPool(one) || (one.name < other.name ? -1 : 1));
    const pools = new Set(many.map((group) => group.name));
    const alone = groups.filter((group) => group.tasks.length === 1).map(({tasks: [task]}) => ({name: task.name, task}));
    const services = mailboxes.filter(({actor}) => !names.has(actor) && !pools.has(actor)).map(({actor}) => ({name: actor}));
    this.groups.show(many);
    const actors = [...services, ...alone];
    this.boxes.show(actors.filter((actor) => this.isUsed(actor)));
    this.unused.show(actors.filter((actor) => !this.isUsed(actor)));
  }

  /** Whether the tasks take their work from one mailbox, as nfsd's threads do. */
  isPool({name}) {
    return Number(this.mailboxes.has(name));
  }

  isUsed({name, task}) {
    return Boolean(task) || this.mailboxes.get(name)?.in > 0;
  }

  makeBox({name, task}) {
    const box = el('button', {type: 'button', class: 'actor', onclick: () => task ? this.onChoose(name) : this.onFollow(name)});
    box.dataset.actor = name;
    box.mark = el('i', {class: 'cell', hidden: !task});
    box.depth = el('strong', {class: 'depth'});
    box.oldest = el('span', {class: 'oldest'});
    box.gate = el('span', {class: 'gate'}, 'gate closed');
    box.flow = el('span', {class: 'flow'});
    box.bar = el('i', {class: 'bar'});
    box.append(box.mark, el('span', {class: 'actor-name'}, name), box.depth, box.oldest, box.flow, box.gate, box.bar);
    return box;
  }

  showBox(box, actor) {
    const mailbox = this.mailboxes.get(actor.name);
    const task = actor.task;
    const look = task ? lookOf(task, this.now) : '';
    const late = isLate(mailbox);
    setClass(box, `actor${late ? ' late' : ''}${look ? ` of-${look}` : ''}${this.chosen === actor.name ? ' chosen' : ''}`);
    setClass(box.mark, `cell ${look}`);
    showMail(box, mailbox);
    setText(box.flow, task ? doing(task, this.now) : mailbox ? flow(mailbox) : '');
  }

  showGroup(box, group) {
    const mailbox = this.mailboxes.get(group.name);
    const number = group.tasks.length;
    setText(box.name, group.name);
    setText(box.sum, summary(group.tasks, this.now));
    setHidden(box.mail, !mailbox);
    setClass(box, `group${isLate(mailbox) ? ' late' : ''}`);
    if (mailbox) {
      showMail(box, mailbox);
      setText(box.flow, flow(mailbox));
    }
    setClass(box.cells, `cells ${number <= NAMED_CELLS ? 'named' : number <= NUMBERED_CELLS ? 'numbered' : 'tiny'}`);
    box.children2.show(group.tasks.map((task) => ({task, now: this.now, mailbox: this.mailboxes.get(task.name), chosen: this.chosen === task.name})));
  }
}

function grouped(tasks) {
  const groups = new Map();
  for (const task of tasks) {
    const group = groups.get(task.group);
    if (group) {
      group.tasks.push(task);
    } else {
      groups.set(task.group, {name: task.group, tasks: [task]});
    }
  }
  groups.forEach((group) => group.tasks.sort(byNumber));
  return [...groups.values()];
}

/** Names of one group differ in their number only; threads may have started in any order. */
function byNumber({name: one}, {name: other}) {
  return one.length - other.length || (one < other ? -1 : 1);
}

const isLate = (mailbox) => Boolean(mailbox) && mailbox.depth > 0 && mailbox.oldest_age_ns >= SECOND;

function showMail(box, mailbox) {
  const depth = mailbox?.depth ?? 0;
  setText(box.depth, count(depth));
  setText(box.oldest, depth > 0 ? `oldest ${age(mailbox.oldest_age_ns)}` : '');
  const share = Math.min(1, Math.log10(depth + 1) / DECADES_OF_DEPTH);
  if (box.share !== share) {
    box.share = share;
    box.bar.style.transform = `scaleX(${share})`;
  }
  setHidden(box.gate, mailbox?.gate !== 'closed');
}

function flow(mailbox) {
  return `${rate(mailbox.in_per_s)}/s in, ${rate(mailbox.out_per_s)}/s out`;
}

function summary(tasks, now) {
  const looks = new Map();
  tasks.forEach((task) => looks.set(lookOf(task, now), (looks.get(lookOf(task, now)) ?? 0) + 1));
  const words = [['dead', 'deadlocked'], ['fault', 'behind a fault'], ['stuck', 'waiting over 1 s'], ['waits', 'waiting'],
    ['running', 'running'], ['idle', 'idle'], ['exited', 'ended'], ['killed', 'killed']];
  const parts = words.filter(([look]) => looks.has(look)).map(([look, word]) => `${looks.get(look)} ${word}`);
  return `${tasks.length} ${tasks[0].kthread ? 'threads' : 'tasks'}: ${parts.join(', ')}`;
}

function makeGroup(onChoose) {
  const box = el('section', {class: 'group'});
  box.name = el('h3');
  box.sum = el('p', {class: 'sum'});
  box.depth = el('strong', {class: 'depth'});
  box.oldest = el('span', {class: 'oldest'});
  box.gate = el('span', {class: 'gate'}, 'gate closed');
  box.flow = el('span', {class: 'flow'});
  box.bar = el('i', {class: 'bar'});
  box.mail = el('p', {class: 'mail'}, box.gate, box.flow, box.oldest, box.depth);
  box.cells = el('div', {class: 'cells', role: 'group', 'aria-label': 'tasks; arrow keys move between them'});
  box.cells.addEventListener('keydown', moveBetweenCells);
  box.cells.addEventListener('click', (event) => choose(event, onChoose));
  box.append(el('header', {}, box.name, box.sum, box.mail), box.cells, box.bar);
  box.children2 = new Children(box.cells, ({task}) => task.name, makeCell, showCell);
  return box;
}

function choose(event, onChoose) {
  const cell = event.target.closest('button');
  if (cell) {
    makeTabStop(cell);
    onChoose(cell.dataset.task);
  }
}

function makeCell({task}) {
  const number = /\d+$/.exec(task.name)?.[0] ?? '';
  const cell = el('button', {type: 'button', tabIndex: -1, 'data-task': task.name});
  cell.waited = el('span', {class: 'cell-age'});
  cell.append(el('i', {class: 'glyph'}), el('span', {class: 'cell-name'}, task.name), el('span', {class: 'cell-number'}, number), cell.waited);
  return cell;
}

function showCell(cell, {task, now, mailbox, chosen}) {
  const look = lookOf(task, now);
  setClass(cell, `cell ${look}${chosen ? ' chosen' : ''}${mailbox?.depth > 0 ? ' has-mail' : ''}`);
  if (cell.look !== look) {
    cell.look = look;
    setAttribute(cell, 'aria-label', `${task.name} ${doing(task, now).replace(/ \d[\d.]* \w+ for /, ' for ')}`);
  }
  setText(cell.waited, task.waits_for && look !== 'waits' ? age(now - task.waits_for.since_ns) : '');
  setAttribute(cell, 'title', cell.matches(':hover, :focus') ? `${task.name} ${doing(task, now)}` : cell.getAttribute('title'));
  if (cell.parentElement && !cell.parentElement.querySelector('[tabindex="0"]')) {
    cell.tabIndex = 0;
  }
}

function makeTabStop(cell) {
  cell.parentElement.querySelectorAll('[tabindex="0"]').forEach((other) => other.tabIndex = -1);
  cell.tabIndex = 0;
  cell.focus();
}

/** One stop for the tab key however many cells there are; arrow keys, Home and End go from there. */
function moveBetweenCells(event) {
  const cells = [...event.currentTarget.children];
  const at = cells.indexOf(document.activeElement);
  const perRow = cells.filter((cell) => cell.offsetTop === cells[0].offsetTop).length;
  const steps = {ArrowRight: at + 1, ArrowLeft: at - 1, ArrowDown: at + perRow, ArrowUp: at - perRow, Home: 0, End: cells.length - 1};
  const to = steps[event.key];
  if (to !== undefined) {
    event.preventDefault();
    makeTabStop(cells[Math.max(0, Math.min(cells.length - 1, to))]);
  }
}
