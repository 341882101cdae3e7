// Curves that stretch with the page.

import {svg} from '../web/dom.js';

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
