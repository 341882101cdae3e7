// Shapes that stretch with the page.

const SVG = 'http://www.w3.org/2000/svg';

export function svg(tag, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, tag);
  Object.entries(attributes).forEach(([name, value]) => element.setAttribute(name, value));
  element.append(...children);
  return element;
}

/** A line through points, with what is below it. */
export function area(points, bottom) {
  if (points.length === 0) {
    return [];
  }
  const line = points.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join(' L');
  const [first, last] = [points[0][0], points.at(-1)[0]];
  return [
    svg('path', {class: 'below', d: `M${first.toFixed(1)} ${bottom} L${line} L${last.toFixed(1)} ${bottom} Z`}),
    svg('path', {class: 'curve', d: `M${line}`, 'vector-effect': 'non-scaling-stroke'}),
  ];
}
