// The wait-for graph: tasks as boxes that can be chosen, and what they wait for.

import {byId, el, setAttribute, setClass, setHidden, setText} from './dom.js';
import {GraphView} from './graph-view.js';
import {isFaultItself, isPaused, waitGraph} from './wait-graph.js';
import {age, many, namesOf} from './words.js';

export class WaitView {
  constructor(onChoose) {
    this.limit = byId('wait-limit');
    this.empty = el('p', {class: 'empty'});
    this.more = el('p', {class: 'empty'});
    const box = byId('wait-view');
    box.append(this.empty);
    this.graph = new GraphView(box, (node) => makeNode(node, onChoose), drawNode);
    box.append(this.more);
  }

  show({state, tasks, faults}) {
    const limit = Number(this.limit.value);
    const graph = waitGraph(tasks, state.now_ns, limit * 1e6, faults.active);
    const none = graph.nodes.length === 0;
    setHidden(this.empty, !none);
    setHidden(this.graph.stage, none);
    setHidden(byId('wait-legend'), none);
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
  setText(box.nameText, node.type === 'resource' ? node.name : nameOf(node.tasks));
  setText(box.aboutText, node.type === 'resource' ? node.kind : about(node));
  const badge = node.fault ? `fault #${node.fault.id} ${node.fault.do}` : node.cycle && node.type === 'task' ? 'deadlock' : '';
  setText(box.badge, badge);
  setHidden(box.badge, badge === '');
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
    return node.tasks.length === 1 ? 'waits for ever' : 'wait for ever';
  }
  if (!Number.isFinite(node.longest)) {
    return node.tasks.length === 1 ? 'waits' : 'wait';
  }
  return `${node.tasks.length === 1 ? 'waits' : 'wait up to'} ${age(node.longest)}`;
}

function title(node) {
  return node.type === 'resource' ? `${node.name} (${node.kind})` : namesOf(node.tasks, 40);
}
