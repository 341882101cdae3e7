// Lock classes as nodes and edges: what is held, and what is asked for meanwhile.

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
      made.set(number, {id: `lock ${name(number)}`, name: name(number), cycle: inCircle.has(name(number)), from: 0});
    }
    return made.get(number);
  };
  const lines = new Map();
  for (const edge of chosen) {
    const [from, to] = [node(edge.from), node(edge.to)];
    const id = `${from.id} > ${to.id}`;
    if (from !== to && !lines.has(id)) {
      from.from++;
      lines.set(id, {id, from, to, kind: 'waits', cycle: grave(edge), fault: null, who: edge.evidence.who});
    }
  }
  return {nodes: [...made.values()], edges: [...lines.values()], left: edges.length - chosen.length};
}

export function makeLock() {
  const name = el('span', {class: 'node-name'});
  const about = el('span', {class: 'node-about'});
  return Object.assign(el('div', {}, name, about), {nameText: name, aboutText: about});
}

export function drawLock(box, node) {
  setClass(box, `node resource ${node.cycle ? 'cycle' : ''}`);
  setAttribute(box, 'title', node.name);
  setText(box.nameText, node.name);
  setText(box.aboutText, node.cycle ? 'in a circle' : '');
}
