// An order of events: a column a task, a line a step.

import {el} from '../web/dom.js';

export function scheduleTable({tasks, lines}) {
  const head = el('tr', {}, ...tasks.map((task) => el('th', {scope: 'col'}, task)));
  const rows = lines.map((line) => el('tr', {}, ...tasks.map((task) =>
    el('td', {class: /^waits for/.test(line.text) ? 'wait' : ''}, task === line.task ? line.text : ''))));
  return el('table', {class: 'schedule'}, el('thead', {}, head), el('tbody', {}, ...rows));
}
