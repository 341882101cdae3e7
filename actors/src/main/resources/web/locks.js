// The locks that somebody waits for: who holds each, and who stands in its queue, in order.

import {Children, byId, el, setHidden, setText} from './dom.js';
import {age, count, many} from './words.js';

const KINDS = new Set(['mutex', 'rw-semaphore', 'semaphore', 'spinlock']);
const LOCKS_AT_MOST = 12;
const NAMES_AT_MOST = 8;

/** One entry for each lock with a queue, the longest wait first; a queue is in the order in which its tasks came. */
export function locksOf(tasks) {
  const locks = new Map();
  for (const task of tasks) {
    const wait = task.waits_for;
    if (wait && KINDS.has(wait.kind)) {
      const lock = locks.get(wait.resource) ?? {name: wait.resource, kind: wait.kind, holders: [], queue: [], fault: null};
      lock.queue.push({task: task.name, shared: wait.shared, since: wait.since_ns, sleep: wait.sleep});
      lock.fault ??= wait.fault;
      locks.set(lock.name, lock);
    }
  }
  for (const task of tasks) {
    for (const {resource, shared, since_ns: since} of task.holds) {
      locks.get(resource)?.holders.push({task: task.name, shared, since});
    }
  }
  const bySince = (one, other) => one.since - other.since;
  locks.forEach((lock) => lock.queue.sort(bySince) && lock.holders.sort(bySince));
  return [...locks.values()].sort((one, other) => one.queue[0].since - other.queue[0].since);
}

export class Locks {
  constructor(onChoose) {
    this.onChoose = onChoose;
    this.list = new Children(byId('lock-list'), (lock) => lock.name, (lock) => makeLock(lock, onChoose), (item, lock) => showLock(item, lock, this.now, onChoose));
  }

  show({state, tasks}) {
    this.now = state.now_ns;
    const locks = locksOf(tasks);
    this.list.show(locks.slice(0, LOCKS_AT_MOST));
    setHidden(byId('no-locks'), locks.length > 0);
    setHidden(byId('more-locks'), locks.length <= LOCKS_AT_MOST);
    setText(byId('more-locks'), `${many(locks.length - LOCKS_AT_MOST, 'lock')} more, with shorter waits`);
  }
}

function makeLock({name, kind}, onChoose) {
  const item = el('li', {class: 'lock', 'data-lock': name});
  item.about = el('span', {class: 'lock-about'});
  const people = (label) => {
    const box = el('ol', {class: 'lock-tasks', 'aria-label': `${label} ${name}`});
    box.shown = new Children(box, ({task}) => task, (one) => makePerson(one, onChoose), showPerson);
    return box;
  };
  item.holders = people('who holds');
  item.queue = people('who waits for');
  item.more = el('span', {class: 'light'});
  item.append(el('p', {class: 'lock-top'}, el('strong', {}, name), ' ', el('span', {class: 'light'}, kind), ' ', item.about),
    el('span', {class: 'lock-label'}, 'held by'), item.holders, el('span', {class: 'lock-label'}, 'queue'), el('div', {}, item.queue, item.more));
  return item;
}

function showLock(item, {holders, queue, kind, fault}, now) {
  const readers = kind === 'rw-semaphore';
  const people = (list) => list.slice(0, NAMES_AT_MOST).map((one) => ({...one, now, readers}));
  setText(item.about, fault ? `fault #${fault} is at the root` : '');
  item.holders.shown.show(people(holders));
  item.holders.dataset.none = holders.length === 0 ? 'nobody that is known' : '';
  item.queue.shown.show(people(queue));
  setText(item.more, queue.length > NAMES_AT_MOST ? `and ${count(queue.length - NAMES_AT_MOST)} more behind them` : '');
}

function makePerson({task}, onChoose) {
  const item = el('li');
  item.age = el('span', {class: 'lock-age'});
  item.append(el('button', {type: 'button', class: 'chip', onclick: () => onChoose(task)}, task), item.age);
  return item;
}

function showPerson(item, {shared, since, now, readers}) {
  setText(item.age, ` ${readers ? (shared ? 'reads ' : 'writes ') : ''}${age(now - since)}`);
}
