// Draws the wait-for graph: nodes as boxes that can be chosen, edges as lines between them.

import {Children, byId, el, setAttribute, setClass, setHidden, setText} from './dom.js';
import {layout} from './layout.js';
import {isFaultItself, isPaused, waitGraph} from './wait-graph.js';
import {age, many, namesOf} from './words.js';

const SVG = 'http://www.w3.org/2000/svg';
const ARROWS = ['waits', 'held', 'fault', 'cycle'];

function svg(tag, attributes = {}) {
  const element = document.createElementNS(SVG, tag);
  Object.entries(attributes).forEach(([name, value]) => element.setAttribute(name, value));
  return element;
}

function arrow(name) {
  const marker = svg('marker', {id: `arrow-${name}`, viewBox: '0 0 8 8', refX: 7, refY: 4, markerWidth: 7, markerHeight: 7,
    orient: 'auto-start-reverse', markerUnits: 'userSpaceOnUse', class: `arrow ${name}`});
  marker.append(svg('path', {d: 'M0 0 L8 4 L0 8 z'}));
  return marker;
}

export class WaitView {
  constructor(onChoose) {
    this.box = byId('wait-view');
    this.limit = byId('wait-limit');
    this.empty = el('p', {class: 'empty'});
    this.more = el('p', {class: 'empty'});
    this.stage = el('div', {class: 'stage'});
    this.lines = svg('svg', {'aria-hidden': 'true'});
    const defs = svg('defs');
    defs.append(...ARROWS.map(arrow));
    this.paths = svg('g');
    this.lines.append(defs, this.paths);
    const nodeLayer = el('div', {class: 'nodes'});
    this.stage.append(this.lines, nodeLayer);
    this.box.append(this.empty, this.stage, this.more);
    this.room = this.box.clientWidth;
    new ResizeObserver(() => this.room = this.box.clientWidth).observe(this.box);
    this.edges = new Children(this.paths, (edge) => edge.id, () => svg('path'), drawEdge);
    this.nodes = new Children(nodeLayer, (node) => node.id, (node) => makeNode(node, onChoose), drawNode);
  }

  show({state, tasks, faults}) {
    const limit = Number(this.limit.value);
    const graph = waitGraph(tasks, state.now_ns, limit * 1e6, faults.active);
    const none = graph.nodes.length === 0;
    setHidden(this.empty, !none);
    setHidden(this.stage, none);
    setHidden(byId('wait-legend'), none);
    setText(this.empty, none ? `Nobody waits longer than ${this.limit.selectedOptions[0].textContent}. Break something, and who waits shows here.` : '');
    setText(this.more, graph.left > 0 ? `${many(graph.left, 'wait')} more, shorter than these` : '');
    if (none) {
      this.nodes.show([]);
      this.edges.show([]);
      return;
    }
    this.fit(layout(graph, this.room));
    this.edges.show(graph.edges);
    this.nodes.show(graph.nodes);
  }

  fit({width, height}) {
    setAttribute(this.lines, 'width', width);
    setAttribute(this.lines, 'height', height);
    this.stage.style.width = `${width}px`;
    this.stage.style.height = `${height}px`;
  }
}

function drawEdge(path, edge) {
  const look = edge.cycle ? 'cycle' : edge.fault ? 'fault' : edge.kind;
  setAttribute(path, 'd', edge.path);
  setAttribute(path, 'class', `edge ${edge.kind} ${look}`);
  setAttribute(path, 'marker-end', `url(#arrow-${look})`);
  setAttribute(path, 'data-fault', edge.fault);
  setAttribute(path, 'data-cycle', edge.cycle || null);
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
  box.style.transform = `translate(${node.x}px, ${node.y}px)`;
  box.style.width = `${node.width}px`;
  box.style.height = `${node.height}px`;
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
  return `${node.tasks.length === 1 ? 'waits' : 'wait up to'} ${age(node.longest)}`;
}

function title(node) {
  return node.type === 'resource' ? `${node.name} (${node.kind})` : namesOf(node.tasks, 40);
}
