'use strict';
const data = JSON.parse(document.getElementById('data').textContent);
const SIGNS = { ok: '\u2713', waits: '\u2026', grows: '\u2197', deadlock: '\u2715', crashes: '\u2021', spins: '\u21bb' };
const SVG = 'http://www.w3.org/2000/svg';
const dialog = document.getElementById('cell');
let opened = null;

function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) made.setAttribute(key, value);
  for (const child of children.flat()) if (child !== null && child !== '') made.append(child);
  return made;
}

function drawn(name, attributes, text) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text) made.textContent = text;
  return made;
}

// The table

function cellButton(row, cell) {
  const button = element('button', {
    type: 'button', class: cell.verdict, id: address(row, cell), 'data-close': cell.close,
    'aria-label': `${row.hazard}${row.safe ? ', safe twin' : ''}, ${cell.close}: ${cell.verdict}, ${cell.known}`
      + (cell.marks.length ? `; ${cell.marks.join(', ')}` : '') },
    element('span', { class: 'sign', 'aria-hidden': 'true' }, SIGNS[cell.verdict] || '?'), cell.verdict,
    element('small', {}, cell.known_short),
    cell.marks.length ? element('small', { class: 'marks' }, cell.marks.join(', ')) : null);
  button.addEventListener('click', () => { location.hash = address(row, cell); });
  return button;
}

function address(row, cell) {
  return row.scenario.replace(/^hazards\//, '') + '--' + cell.close;
}

function build() {
  document.getElementById('about').textContent = data.about;
  document.getElementById('legend').textContent = data.legend;
  const head = element('tr', {}, element('th', { scope: 'col' }, 'hazard'),
    data.columns.map(close => element('th', { scope: 'col' }, close)));
  document.querySelector('#matrix thead').append(head);
  const body = document.querySelector('#matrix tbody');
  for (const row of data.rows) {
    row.line = element('tr', { class: row.safe ? 'safe' : '' },
      element('th', { scope: 'row' }, row.safe ? `safe: ${row.title}` : `${row.hazard} ${row.title}`),
      row.cells.map(cell => element('td', {}, cellButton(row, cell))));
    row.words = [row.hazard, row.title, ...row.cells.flatMap(cell => [cell.verdict, ...cell.marks])].join(' ').toLowerCase();
    body.append(row.line);
  }
}

function filter() {
  const wanted = document.getElementById('find').value.toLowerCase().split(/\s+/).filter(Boolean);
  const twins = document.getElementById('twins').checked;
  let shown = 0;
  for (const row of data.rows) {
    const fits = (twins || !row.safe) && wanted.every(word => row.words.includes(word));
    row.line.hidden = !fits;
    row.line.style.display = fits ? '' : 'none';
    shown += fits ? 1 : 0;
  }
  document.getElementById('shown').textContent = `${shown} of ${data.rows.length} rows`;
}

function move(event) {
  const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
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
  return content.flat().some(Boolean) ? [element('h3', {}, title), ...content.flat()] : [];
}

function story(row) {
  const terms = [['context', row.context], ['holds', row.holds], ['chain', row.chain], ['left out', row.left_out]];
  const list = element('dl');
  for (const [term, text] of terms) if (text) list.append(element('dt', {}, term), element('dd', {}, text));
  for (const source of row.sources) list.append(element('dt', {}, 'source'), element('dd', {}, source));
  list.append(element('dt', {}, 'scenario'), element('dd', {}, row.file));
  return list;
}

function findings(cell) {
  return cell.findings.map(finding => element('p', {}, element('strong', {}, finding.kind), ' ', finding.headline));
}

function schedule(cell) {
  if (!cell.schedule) return [];
  const tasks = cell.schedule.tasks;
  const table = element('table', { class: 'schedule' },
    element('thead', {}, element('tr', {}, tasks.map(task => element('th', { scope: 'col' }, task)))),
    element('tbody', {}, cell.schedule.lines.map(line => element('tr', {},
      tasks.map(task => element('td', { class: /^waits for/.test(line.text) ? 'wait' : '' },
        task === line.task ? line.text : ''))))));
  return [element('div', { class: 'scroll', tabindex: '0', role: 'group', 'aria-label': 'schedule' }, table)];
}

function circle(cell) {
  const links = cell.circle;
  if (links.length < 2) return [];
  const places = links.length;
  const high = Math.max(260, places * 45);
  const wide = Math.max(560, high * 1.6);
  const svg = drawn('svg', { viewBox: `0 0 ${wide} ${high}`, width: wide, height: high, role: 'img',
    'aria-label': 'circle: ' + links.join(', then ') });
  const marker = drawn('marker', { id: 'arrow', viewBox: '0 0 10 10', refX: '9', refY: '5', markerWidth: '8',
    markerHeight: '8', orient: 'auto' });
  marker.append(drawn('path', { d: 'M0 0 L10 5 L0 10 z' }));
  svg.append(marker);
  const at = links.map((_, i) => {
    const turn = 2 * Math.PI * i / places - Math.PI / 2;
    return [wide / 2 + Math.cos(turn) * (wide / 2 - 130), high / 2 + Math.sin(turn) * (high / 2 - 30)];
  });
  links.forEach((_, i) => {
    const [x, y] = at[i];
    const [u, v] = at[(i + 1) % places];
    const far = Math.hypot(u - x, v - y) || 1;
    const short = Math.min(.4, 38 / far);
    svg.append(drawn('path', { 'marker-end': 'url(#arrow)',
      d: `M${x + (u - x) * short} ${y + (v - y) * short} L${u - (u - x) * short} ${v - (v - y) * short}` }));
  });
  links.forEach((name, i) => {
    const [x, y] = at[i];
    const width = Math.min(250, name.length * 8 + 20);
    svg.append(drawn('rect', { class: i % 2 ? 'thing' : 'task', x: x - width / 2, y: y - 15, width, height: 30,
      rx: i % 2 ? 0 : 15 }));
    svg.append(drawn('text', { x, y: y + 5, 'text-anchor': 'middle' },
      name.length > 28 ? name.slice(0, 27) + '\u2026' : name));
  });
  const waits = i => (i ? ', which waits for' : ' waits for');
  const words = links.map((name, i) => name + (i % 2 ? ', held by' : waits(i))).join(' ') + ' ' + links[0];
  return [element('div', { class: 'scroll' }, svg), element('p', { class: 'faint' }, words)];
}

function show(row, cell) {
  opened = document.getElementById(address(row, cell));
  const close = element('button', { type: 'button', class: 'close', 'aria-label': 'close' }, '\u2715');
  close.addEventListener('click', () => dialog.close());
  dialog.replaceChildren(close,
    element('h2', { id: 'cell-title' }, `${row.hazard}${row.safe ? ' safe' : ''}: ${row.title}`),
    element('p', { class: cell.verdict }, `${SIGNS[cell.verdict] || '?'} ${cell.close}: ${cell.verdict}, ${cell.known}`),
    story(row),
    ...section('What was found', findings(cell)),
    ...section('The circle', circle(cell)),
    ...section('The schedule, shrunk', schedule(cell)),
    ...section('The report', cell.report ? [element('pre', { tabindex: '0' }, cell.report)] : []),
    ...section('See it again', [element('pre', { tabindex: '0' }, cell.replay)]),
    element('details', {}, element('summary', {}, 'the scenario'), element('pre', { tabindex: '0' }, row.text)));
  if (!dialog.open) dialog.showModal();
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
  if (opened) opened.focus();
});
dialog.addEventListener('click', event => { if (event.target === dialog) dialog.close(); });
document.getElementById('filter').addEventListener('submit', event => event.preventDefault());
document.getElementById('find').addEventListener('input', filter);
document.getElementById('twins').addEventListener('change', filter);
document.addEventListener('keydown', move);
window.addEventListener('hashchange', follow);
build();
filter();
follow();
