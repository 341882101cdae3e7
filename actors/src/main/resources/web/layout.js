// Where the nodes of a wait-for graph stand: waiters first, roots last, edges as short as can be had cheaply.

const BOX = {narrowest: 126, widest: 300, low: 36, usual: 52, high: 68};
const GAP = {narrowest: 36, widest: 120, across: 14, along: 40};
const MARGIN = 10;

// A letter of a label, and what stands around them in its box.
const LETTER = 7.4;
const AROUND = 40;

/** Gives each node x, y and size, each edge a path; across if the room is wide enough, else downwards. */
export function layout(graph, room) {
  const layers = layersOf(graph);
  const wide = layers.length * BOX.narrowest + (layers.length - 1) * GAP.narrowest + 2 * MARGIN <= room;
  const size = wide ? across(layers, room, graph.bare) : downwards(layers, room, graph.bare);
  graph.edges.forEach((edge) => edge.path = path(edge, wide));
  return size;
}

const wantedWidth = (layer) => Math.max(...layer.map(({label, badge = ''}) =>
  Math.min(BOX.widest, Math.max(BOX.narrowest, label.length * LETTER + AROUND, badge.length * 2 * LETTER))));

/** As high as its text needs: a label that is wider than its box goes on in a second line. */
function heightOf(layers, widths, bare) {
  const wraps = layers.some((layer, i) => layer.some(({label}) => label.length * LETTER + AROUND > widths[i] + 1));
  return bare ? (wraps ? BOX.usual : BOX.low) : wraps ? BOX.high : BOX.usual;
}

function across(layers, room, bare) {
  const gaps = layers.length - 1;
  const inside = room - 2 * MARGIN;
  const widths = fitting(layers.map(wantedWidth), inside - gaps * GAP.narrowest);
  const used = widths.reduce((sum, width) => sum + width, 0);
  const gap = Math.min(GAP.widest, (inside - used) / Math.max(1, gaps));
  const boxHeight = heightOf(layers, widths, bare);
  const pitch = boxHeight + GAP.across;
  const height = Math.max(...layers.map((layer) => layer.length)) * pitch - GAP.across;
  let x = MARGIN;
  layers.forEach((layer, i) => {
    const spread = (height - layer.length * pitch + GAP.across) / 2;
    layer.forEach((node, j) => place(node, x, MARGIN + spread + j * pitch, widths[i], boxHeight));
    x += widths[i] + gap;
  });
  return {width: room, height: height + 2 * MARGIN + spaceForReturns(layers)};
}

/** The widths, the widest of them less, so that all fit together. */
function fitting(widths, room) {
  let most = Math.max(...widths);
  const total = () => widths.reduce((sum, width) => sum + Math.min(width, most), 0);
  while (total() > room && most > BOX.narrowest) {
    most -= 2;
  }
  const share = Math.min(1, room / total());
  return widths.map((width) => Math.min(width, most) * share);
}

function downwards(layers, room, bare) {
  const most = Math.max(...layers.map((layer) => layer.length));
  const beside = (room - 2 * MARGIN - 24) / most - GAP.across;
  const width = Math.max(BOX.narrowest, Math.min(beside, Math.max(...layers.map(wantedWidth))));
  const boxHeight = heightOf(layers, layers.map(() => width), bare);
  const pitch = boxHeight + (bare ? GAP.along * 0.7 : GAP.along);
  const whole = Math.max(room, most * (width + GAP.across) + 2 * MARGIN + 24);
  layers.forEach((layer, i) => layer.forEach((node, j) => {
    const spread = (whole - layer.length * (width + GAP.across) + GAP.across) / 2;
    place(node, spread + j * (width + GAP.across), MARGIN + i * pitch, width, boxHeight);
  }));
  return {width: whole, height: (layers.length - 1) * pitch + boxHeight + 2 * MARGIN};
}

function spaceForReturns(layers) {
  return layers.flat().some((node) => node.returns) ? 34 : 0;
}

function place(node, x, y, width, height) {
  Object.assign(node, {x: Math.round(x), y: Math.round(y), width: Math.round(width), height});
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
