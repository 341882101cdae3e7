// Where the nodes of a wait-for graph stand: waiters first, roots last, edges as short as can be had cheaply.

const NARROWEST = 126;
const WIDEST = 196;
const HEIGHT = 52;
const NARROWEST_GAP = 36;
const WIDEST_GAP = 120;
const GAP_ALONG = 40;
const GAP_ACROSS = 14;
const MARGIN = 6;

/** Gives each node x, y and size, each edge a path; across if the room is wide enough, else downwards. */
export function layout(graph, room) {
  const layers = layersOf(graph);
  const wide = layers.length * NARROWEST + (layers.length - 1) * NARROWEST_GAP + 2 * MARGIN <= room;
  const size = wide ? across(layers, room) : downwards(layers, room);
  graph.edges.forEach((edge) => edge.path = path(edge, wide));
  return size;
}

function across(layers, room) {
  const gaps = layers.length - 1;
  const inside = room - 2 * MARGIN;
  const width = Math.min(WIDEST, (inside - gaps * NARROWEST_GAP) / layers.length);
  const gap = Math.min(WIDEST_GAP, (inside - layers.length * width) / Math.max(1, gaps));
  const height = heightOf(layers);
  layers.forEach((layer, i) => layer.forEach((node, j) => {
    const spread = (height - layer.length * (HEIGHT + GAP_ACROSS) + GAP_ACROSS) / 2;
    place(node, MARGIN + i * (width + gap), MARGIN + spread + j * (HEIGHT + GAP_ACROSS), width);
  }));
  return {width: room, height: height + 2 * MARGIN + spaceForReturns(layers)};
}

function heightOf(layers) {
  return Math.max(...layers.map((layer) => layer.length)) * (HEIGHT + GAP_ACROSS) - GAP_ACROSS;
}

function downwards(layers, room) {
  const most = Math.max(...layers.map((layer) => layer.length));
  const width = Math.max(NARROWEST, Math.min(WIDEST, (room - 2 * MARGIN - 24) / most - GAP_ACROSS));
  const whole = Math.max(room, most * (width + GAP_ACROSS) + 2 * MARGIN + 24);
  layers.forEach((layer, i) => layer.forEach((node, j) => {
    const spread = (whole - layer.length * (width + GAP_ACROSS) + GAP_ACROSS) / 2;
    place(node, spread + j * (width + GAP_ACROSS), MARGIN + i * (HEIGHT + GAP_ALONG), width);
  }));
  return {width: whole, height: layers.length * (HEIGHT + GAP_ALONG) - GAP_ALONG + 2 * MARGIN};
}

function spaceForReturns(layers) {
  return layers.flat().some((node) => node.returns) ? 34 : 0;
}

function place(node, x, y, width) {
  Object.assign(node, {x: Math.round(x), y: Math.round(y), width: Math.round(width), height: HEIGHT});
}

/** Nodes by their distance from the end of their wait, the farthest first; within a layer, near whom they point to. */
function layersOf({nodes, edges}) {
  const next = new Map(nodes.map((node) => [node, []]));
  edges.forEach((edge) => next.get(edge.from).push(edge));
  markReturns(nodes, next);
  const depth = new Map();
  const depthOf = (node) => {
    if (!depth.has(node)) {
      const ahead = next.get(node).filter((edge) => !edge.returns).map((edge) => depthOf(edge.to) + 1);
      depth.set(node, Math.max(0, ...ahead));
    }
    return depth.get(node);
  };
  const layers = Array.from({length: Math.max(...nodes.map(depthOf)) + 1}, () => []);
  nodes.forEach((node) => layers[depthOf(node)].push(node));
  layers.forEach((layer, i) => i > 0 && straighten(layer, layers, next));
  return layers.reverse();
}

/** Marks the edges that close a cycle, so that the rest has a direction. Starts at nodes that nobody waits for. */
function markReturns(nodes, next) {
  const entered = new Set(nodes.flatMap((node) => next.get(node).map((edge) => edge.to)));
  const seen = new Set();
  const underway = new Set();
  const visit = (node) => {
    seen.add(node);
    underway.add(node);
    for (const edge of next.get(node)) {
      edge.returns = underway.has(edge.to);
      edge.from.returns ||= edge.returns;
      if (!seen.has(edge.to)) {
        visit(edge.to);
      }
    }
    underway.delete(node);
  };
  const starts = nodes.filter((node) => !entered.has(node));
  [...starts, ...nodes].forEach((node) => seen.has(node) || visit(node));
}

function straighten(layer, layers, next) {
  const row = new Map(layers.flatMap((nodes) => nodes.map((node, i) => [node, i])));
  const aim = (node) => {
    const rows = next.get(node).map((edge) => row.get(edge.to));
    return rows.length === 0 ? row.get(node) : rows.reduce((sum, n) => sum + n, 0) / rows.length;
  };
  layer.sort((one, other) => aim(one) - aim(other) || row.get(one) - row.get(other));
}

function path({from, to, returns}, wide) {
  if (returns) {
    return wide ? returnBelow(from, to) : returnBeside(from, to);
  }
  if (wide) {
    const [x1, y1, x2, y2] = [from.x + from.width, from.y + from.height / 2, to.x - 2, to.y + to.height / 2];
    const bend = Math.max(18, (x2 - x1) / 2);
    return `M${x1} ${y1} C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`;
  }
  const [x1, y1, x2, y2] = [from.x + from.width / 2, from.y + from.height, to.x + to.width / 2, to.y - 2];
  const bend = Math.max(14, (y2 - y1) / 2);
  return `M${x1} ${y1} C${x1} ${y1 + bend} ${x2} ${y2 - bend} ${x2} ${y2}`;
}

function returnBelow(from, to) {
  const [x1, x2] = [from.x + from.width / 2, to.x + to.width / 2];
  const [y1, y2] = [from.y + from.height, to.y + to.height + 2];
  const low = Math.max(y1, y2) + 24;
  const turn = Math.min(14, Math.abs(x1 - x2) / 2);
  return `M${x1} ${y1} V${low - turn} Q${x1} ${low} ${x1 - turn} ${low} H${x2 + turn} Q${x2} ${low} ${x2} ${low - turn} V${y2}`;
}

function returnBeside(from, to) {
  const far = Math.max(from.x + from.width, to.x + to.width) + 14;
  const [y1, y2] = [from.y + from.height / 2, to.y + to.height / 2];
  return `M${from.x + from.width} ${y1} H${far - 8} Q${far} ${y1} ${far} ${y1 - 8} V${y2 + 8} Q${far} ${y2} ${far - 8} ${y2} H${to.x + to.width + 2}`;
}
