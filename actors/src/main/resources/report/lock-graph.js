// Locks as nodes and edges: what is held, and what is asked for meanwhile; and circles of tasks and locks.

import {el, setAttribute, setClass, setText} from '../web/dom.js';

const EDGES_AT_MOST = 40;

/** The edges that are part of a circle first, and no more than can be read. */
export function lockGraph({nodes, edges, circles}) {
  const inCircle = new Set(circles.flat());
  const name = (number) => nodes[number].name;
  const grave = (edge) => inCircle.has(name(edge.from)) && inCircle.has(name(edge.to));
  const chosen = [...edges.filter(grave), ...edges.filter((edge) => !grave(edge))].slice(0, EDGES_AT_MOST);
  const made = new Map();
  const node = (number) => {
    if (!made.has(number)) {
      made.set(number, {id: `lock ${name(number)}`, type: 'resource', label: name(number), cycle: inCircle.has(name(number))});
    }
    return made.get(number);
  };
  const lines = new Map();
  for (const edge of chosen) {
    const [from, to] = [node(edge.from), node(edge.to)];
    const id = `${from.id} > ${to.id}`;
    if (from !== to && !lines.has(id)) {
      lines.set(id, {id, from, to, kind: 'waits', cycle: grave(edge), fault: null, who: edge.evidence.who});
    }
  }
  return {nodes: [...made.values()], edges: [...lines.values()], left: edges.length - chosen.length, bare: true};
}

/** A circle of tasks and what they wait for, by turns. */
export function circleGraph(links) {
  const nodes = links.map((label, i) => ({id: `${i} ${label}`, type: i % 2 ? 'resource' : 'task', label, cycle: true}));
  const edges = nodes.map((from, i) => {
    const to = nodes[(i + 1) % nodes.length];
    return {id: `${from.id} > ${to.id}`, from, to, kind: i % 2 ? 'held' : 'waits', cycle: true, fault: null};
  });
  return {nodes, edges, bare: true};
}

export function makePlain() {
  const name = el('span', {class: 'node-name'});
  return Object.assign(el('div', {}, name), {nameText: name});
}

export function drawPlain(box, node) {
  setClass(box, `node ${node.type} ${node.cycle ? 'cycle' : ''}`);
  setAttribute(box, 'title', node.label);
  setText(box.nameText, node.label);
}
