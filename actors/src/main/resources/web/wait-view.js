// The wait-for graph: tasks as boxes that can be chosen, and what they wait for.

import {el, setAttribute, setClass, setHidden, setText} from './dom.js';
import {GraphView} from './graph-view.js';
import {isFaultItself, isPaused, waitGraph} from './wait-graph.js';
import {age, many, namesOf} from './words.js';

const LIMITS = [['0', '0 s'], ['100', '100 ms'], ['1000', '1 s'], ['10000', '10 s']];
const SELECTED = '100';
const LEGEND = [['', 'waits for'], ['held', 'held or served by'], ['fault', 'a fault is at the root'], ['cycle', 'deadlock']];

export class WaitView {
  /** Fills a card with the graph, what it can be limited to, and a legend. */
  constructor(card, {onChoose, onLimit}) {
    this.when = el('span', {class: 'light'});
    this.limit = el('select', {id: 'wait-limit', onchange: onLimit},
      ...LIMITS.map(([millis, text]) => el('option', {value: millis, selected: millis === SELECTED}, text)));
    this.limitLabel = el('label', {class: 'inline'}, 'waits longer than', this.limit);
    this.empty = el('p', {class: 'empty'});
    this.more = el('p', {class: 'empty'});
    this.legend = el('p', {class: 'legend'}, ...LEGEND.map(([kind, text]) => el('span', {}, el('i', {class: `line ${kind}`}), ` ${text}`)));
    const box = el('div', {class: 'wait-view'}, this.empty);
    card.append(el('header', {}, el('h2', {id: 'waits-title'}, 'Who waits for whom ', this.when), this.limitLabel), box);
    this.graph = new GraphView(box, (node) => makeNode(node, onChoose), drawNode);
    box.append(this.more);
    card.append(this.legend);
  }

  /** Where it is not known how long somebody has waited, all are shown. */
  showAll(all) {
    setHidden(this.limitLabel, all);
  }

  show({state, tasks, faults}) {
    const limit = this.limitLabel.hidden ? 0 : Number(this.limit.value);
    const graph = waitGraph(tasks, state.now_ns, limit * 1e6, faults.active);
    graph.nodes.forEach((node) => Object.assign(node, {label: node.type === 'resource' ? node.name : nameOf(node.tasks), badge: badgeOf(node)}));
    const none = graph.nodes.length === 0;
    setHidden(this.empty, !none);
    setHidden(this.graph.stage, none);
    setHidden(this.legend, none);
    setText(this.empty, none ? this.nobody(state) : '');
    setText(this.more, graph.left > 0 ? `${many(graph.left, 'wait')} more, shorter than these` : '');
    this.graph.show(graph);
  }

  /** Where nobody waits: of a run that goes on somebody may be made to. */
  nobody({ended}) {
    const limit = this.limit.selectedOptions[0].textContent;
    return ended ? `Nobody waited longer than ${limit} then.` : `Nobody waits longer than ${limit}. Break something, and who waits shows here.`;
  }
}

function makeNode(node, onChoose) {
  const name = el('span', {class: 'node-name'});
  const about = el('span', {class: 'node-about'});
  const badge = el('span', {class: 'badge', hidden: true});
  const box = node.type === 'task'
    ? el('button', {type: 'button', onclick: () => onChoose(box.shown.tasks[0].name)}, name, about, badge)
    : el('div', {}, name, about, badge);
  Object.assign(box, {nameText: name, aboutText: about, badge});
  return box;
}

function drawNode(box, node) {
  box.shown = node;
  const marks = [node.type, node.cycle ? 'cycle' : node.deadlocked ? 'dead' : '', node.fault ? 'fault' : ''].filter(Boolean);
  setClass(box, `node ${marks.join(' ')}`);
  setAttribute(box, 'title', title(node));
  setText(box.nameText, node.label);
  setText(box.aboutText, node.type === 'resource' ? node.kind : about(node));
  setText(box.badge, node.badge);
  setHidden(box.badge, node.badge === '');
}

function badgeOf({fault, cycle, type}) {
  return fault ? `fault #${fault.id} ${fault.do}` : cycle && type === 'task' ? 'deadlock' : '';
}

function nameOf(tasks) {
  return tasks.length === 1 ? tasks[0].name : `${tasks.length} \u00d7 ${tasks[0].group}`;
}

function about(node) {
  const [task] = node.tasks;
  if (!task.waits_for) {
    return {running: 'runs', idle: 'idle', exited: 'has ended', killed: 'was killed'}[task.state] ?? task.state;
  }
  if (isFaultItself(task)) {
    return 'holds it until it is lifted';
  }
  if (isPaused(task)) {
    return `paused ${age(node.longest)}`;
  }
  if (node.deadlocked) {
    return node.tasks.length === 1 ? 'waits forever' : 'wait forever';
  }
  if (!Number.isFinite(node.longest)) {
    return node.tasks.length === 1 ? 'waits' : 'wait';
  }
  return `${node.tasks.length === 1 ? 'waits' : 'wait up to'} ${age(node.longest)}`;
}

function title(node) {
  return node.type === 'resource' ? `${node.name} (${node.kind})` : namesOf(node.tasks, 40);
}
