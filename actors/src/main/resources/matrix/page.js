// The matrix: a table of cells; a click opens one.

import {byId, el} from '../web/dom.js';
import {GraphView} from '../web/graph-view.js';
import {circleGraph, drawPlain, makePlain} from '../report/lock-graph.js';
import {scheduleTable} from '../report/schedule.js';

const data = JSON.parse(byId('data').textContent);
const SIGNS = {ok: '\u2713', waits: '\u2026', grows: '\u2197', deadlock: '\u2715', crashes: '\u2021', spins: '\u21bb'};
const dialog = byId('cell');
let opened = null;

// The table

function cellButton(row, cell) {
  const button = el('button', {
    type: 'button', class: cell.verdict, id: address(row, cell), 'data-close': cell.close,
    'aria-label': `${row.hazard}${row.safe ? ', safe twin' : ''}, ${cell.close}: ${cell.verdict}, ${cell.known}`
      + (cell.marks.length ? `; ${cell.marks.join(', ')}` : '')},
    el('span', {class: 'sign', 'aria-hidden': 'true'}, SIGNS[cell.verdict] || '?'), cell.verdict,
    el('small', {}, cell.known_short),
    ...(cell.marks.length > 0 ? [el('small', {class: 'marks'}, cell.marks.join(', '))] : []));
  button.addEventListener('click', () => {location.hash = address(row, cell);});
  return button;
}

function address(row, cell) {
  return row.scenario.replace(/^hazards\//, '') + '--' + cell.close;
}

function build() {
  byId('about').textContent = data.about;
  byId('legend').textContent = data.legend;
  const head = el('tr', {}, el('th', {scope: 'col'}, 'hazard'),
    ...data.columns.map((close) => el('th', {scope: 'col'}, close)));
  document.querySelector('#matrix thead').append(head);
  const body = document.querySelector('#matrix tbody');
  for (const row of data.rows) {
    row.line = el('tr', {class: row.safe ? 'safe' : ''},
      el('th', {scope: 'row'}, row.safe ? `safe: ${row.title}` : `${row.hazard} ${row.title}`),
      ...row.cells.map((cell) => el('td', {}, cellButton(row, cell))));
    row.words = [row.hazard, row.title, ...row.cells.flatMap(cell => [cell.verdict, ...cell.marks])].join(' ').toLowerCase();
    body.append(row.line);
  }
}

function filter() {
  const wanted = byId('find').value.toLowerCase().split(/\s+/).filter(Boolean);
  const twins = byId('twins').checked;
  let shown = 0;
  for (const row of data.rows) {
    const fits = (twins || !row.safe) && wanted.every(word => row.words.includes(word));
    row.line.hidden = !fits;
    row.line.style.display = fits ? '' : 'none';
    shown += fits ? 1 : 0;
  }
  byId('shown').textContent = `${shown} of ${data.rows.length} rows`;
}

function move(event) {
  const steps = {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1]};
  const step = steps[event.key];
  const cell = event.target.closest && event.target.closest('#matrix td');
  if (!step || !cell) return;
  event.preventDefault();
  const lines = data.rows.map(row => row.line).filter(line => !line.hidden);
  const at = lines.indexOf(cell.parentElement) + step[1];
  const line = lines[Math.max(0, Math.min(lines.length - 1, at))];
  const column = Math.max(1, Math.min(data.columns.length, cell.cellIndex + step[0]));
  line.cells[column].querySelector('button').focus();
}

// One cell

function section(title, ...content) {
  return content.flat().some(Boolean) ? [el('h3', {}, title), ...content.flat()] : [];
}

function story(row) {
  const terms = [['context', row.context], ['holds', row.holds], ['chain', row.chain], ['left out', row.left_out]];
  const rows = [...terms.filter(([, text]) => text), ...row.sources.map((source) => ['source', source]), ['scenario', row.file]];
  return el('dl', {class: 'terms'}, ...rows.flatMap(([term, text]) => [el('dt', {}, term), el('dd', {}, text)]));
}

function findings(cell) {
  return cell.findings.map(finding => el('p', {}, el('strong', {}, finding.kind), ' ', finding.headline));
}

function schedule(cell) {
  return cell.schedule ? [el('div', {class: 'scroll', tabindex: '0', role: 'group', 'aria-label': 'schedule'}, scheduleTable(cell.schedule))] : [];
}

/** Drawn once the dialog is open: before that it has no width. */
function circle({circle: links}) {
  if (links.length < 2) {
    return [];
  }
  const waits = (i) => (i > 0 ? ', which waits for' : ' waits for');
  const words = links.map((name, i) => name + (i % 2 ? ', held by' : waits(i))).join(' ') + ' ' + links[0];
  return [el('div', {class: 'wait-view', id: 'circle'}), el('p', {class: 'light'}, words)];
}

function show(row, cell) {
  opened = byId(address(row, cell));
  const close = el('button', {type: 'button', class: 'close', 'aria-label': 'close'}, '\u2715');
  close.addEventListener('click', () => dialog.close());
  dialog.replaceChildren(close,
    el('h2', {id: 'cell-title'}, `${row.hazard}${row.safe ? ' safe' : ''}: ${row.title}`),
    el('p', {class: cell.verdict}, `${SIGNS[cell.verdict] || '?'} ${cell.close}: ${cell.verdict}, ${cell.known}`),
    story(row),
    ...section('What was found', findings(cell)),
    ...section('The circle', circle(cell)),
    ...section('The order of events, cut to what it needs', schedule(cell)),
    ...section('The report', cell.report ? [el('pre', {tabindex: '0'}, cell.report)] : []),
    ...section('See it again', [el('pre', {tabindex: '0'}, cell.replay)]),
    el('details', {}, el('summary', {}, 'the scenario'), el('pre', {tabindex: '0'}, row.text)));
  if (!dialog.open) {
    dialog.showModal();
  }
  if (byId('circle')) {
    new GraphView(byId('circle'), makePlain, drawPlain).show(circleGraph(cell.circle));
  }
  dialog.scrollTop = 0;
}

function follow() {
  const wanted = decodeURIComponent(location.hash.slice(1));
  for (const row of data.rows) {
    for (const cell of row.cells) {
      if (address(row, cell) === wanted) {
        show(row, cell);
        return;
      }
    }
  }
  if (dialog.open) dialog.close();
}

dialog.addEventListener('close', () => {
  history.replaceState(null, '', location.pathname + location.search);
  // The browser has given the focus back by now, and a key may have moved it on since.
  if (opened && document.activeElement === document.body) opened.focus();
});
dialog.addEventListener('click', event => {if (event.target === dialog) dialog.close();});
byId('filter').addEventListener('submit', event => event.preventDefault());
byId('find').addEventListener('input', filter);
byId('twins').addEventListener('change', filter);
document.addEventListener('keydown', move);
window.addEventListener('hashchange', follow);
build();
filter();
follow();
