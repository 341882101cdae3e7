// Draws a graph: nodes as boxes, edges as lines between them, laid out to the room that there is.

import {Children, el, setAttribute, svg} from './dom.js';
import {layout} from './layout.js';

const ARROWS = ['waits', 'held', 'fault', 'cycle'];

let views = 0;

function arrow(name, view) {
  const marker = svg('marker', {id: `arrow-${view}-${name}`, viewBox: '0 0 8 8', refX: 7, refY: 4, markerWidth: 7, markerHeight: 7,
    orient: 'auto-start-reverse', markerUnits: 'userSpaceOnUse', class: `arrow ${name}`});
  marker.append(svg('path', {d: 'M0 0 L8 4 L0 8 z'}));
  return marker;
}

export class GraphView {
  /** Nodes become elements by makeNode(node), and show what they are by drawNode(element, node). */
  constructor(box, makeNode, drawNode) {
    this.box = box;
    const view = views++;
    this.stage = el('div', {class: 'stage'});
    this.lines = svg('svg', {'aria-hidden': 'true'});
    const defs = svg('defs');
    defs.append(...ARROWS.map((name) => arrow(name, view)));
    const paths = svg('g');
    this.lines.append(defs, paths);
    const nodeLayer = el('div', {class: 'nodes'});
    this.stage.append(this.lines, nodeLayer);
    box.append(this.stage);
    this.room = box.clientWidth;
    new ResizeObserver(() => this.room = box.clientWidth).observe(box);
    this.edges = new Children(paths, (edge) => edge.id, () => svg('path'), (path, edge) => drawEdge(path, edge, view));
    this.nodes = new Children(nodeLayer, (node) => node.id, makeNode, (element, node) => {
      place(element, node);
      drawNode(element, node);
    });
  }

  show(graph) {
    if (graph.nodes.length > 0) {
      this.room ||= this.box.clientWidth; // what was hidden when it was made had none
      this.fit(layout(graph, this.room));
    }
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

function drawEdge(path, edge, view) {
  const look = edge.cycle ? 'cycle' : edge.fault ? 'fault' : edge.kind;
  setAttribute(path, 'd', edge.path);
  setAttribute(path, 'class', `edge ${edge.kind} ${look}`);
  setAttribute(path, 'marker-end', `url(#arrow-${view}-${look})`);
  setAttribute(path, 'data-fault', edge.fault);
  setAttribute(path, 'data-cycle', edge.cycle || null);
}

function place(element, node) {
  element.style.transform = `translate(${node.x}px, ${node.y}px)`;
  element.style.width = `${node.width}px`;
  element.style.height = `${node.height}px`;
}
