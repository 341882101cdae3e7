// Several parts beside each other, on one scale of time and one of pending closes.

import {el, setHidden, svg} from '../web/dom.js';
import {short} from '../web/words.js';
import {area} from './shapes.js';

const WIDTH = 1000;
const HEIGHT = 100;

export function overview(box, parts, onChoose) {
  setHidden(box, parts.length < 2);
  if (parts.length < 2) {
    return;
  }
  const courses = parts.map((part) => part.course).filter(Boolean);
  const end = Math.max(1, ...courses.map((course) => course.at.at(-1)));
  const most = Math.max(1, ...courses.flatMap((course) => course.pending));
  box.append(...parts.map((part) => el('button', {
    type: 'button', class: 'part', 'data-part': part.name, 'data-mood': part.mood, 'aria-pressed': 'false', onclick: () => onChoose(part),
  }, el('span', {class: 'part-name'}, part.name), el('span', {class: 'part-verdict'}, part.verdict),
  ...(part.course ? [chart(part.course, end, most)] : []), el('span', {class: 'part-text'}, part.headline))));
}

function chart(course, end, most) {
  const points = course.at.map((at, i) => [WIDTH * at / end, HEIGHT * (1 - course.pending[i] / most)]);
  const picture = svg('svg', {viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: 'none', class: 'small-chart', 'aria-hidden': 'true'});
  picture.append(...area(points, HEIGHT));
  return el('span', {class: 'part-chart'}, picture, el('span', {class: 'light'}, `up to ${short(Math.max(...course.pending))} pending`));
}
