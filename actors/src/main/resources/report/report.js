// A report as one file: shows one part at a time, and all of them on one scale where there are several.

import {announce, byId, el, setAttribute, setHidden, setText} from '../web/dom.js';
import {findingItem} from '../web/findings.js';
import {GraphView} from '../web/graph-view.js';
import {showTree} from '../web/tree.js';
import {WaitView} from '../web/wait-view.js';
import {count, many, moment, stamp} from '../web/words.js';
import {Tracks} from './tracks.js';
import {drawPlain, lockGraph, makePlain} from './lock-graph.js';
import {overview} from './overview.js';
import {scheduleTable} from './schedule.js';
import {TaskCard} from './task-card.js';

const EVENTS_AT_MOST = 2000;
const GRAVE = {deadlock: 'Deadlock', spins: 'Time stands still', crashes: 'The kernel crashes'};

class Report {
  constructor(data) {
    this.data = data;
    data.parts.map((part) => part.worst).filter(Boolean).forEach(({tasks, stacks}) => tasks.forEach((task) => task.stack = stacks[task.stack]));
    this.waits = new WaitView(byId('waits'), {onChoose: (name) => this.choose(name), onLimit: () => this.showWaits()});
    this.trees = el('div', {class: 'tree', tabIndex: 0, role: 'group', 'aria-label': 'wait trees'});
    this.treesBox = el('details', {}, el('summary', {}, 'the same as text'), this.trees);
    byId('waits').append(this.treesBox);
    this.tracks = new Tracks({onTask: (name) => this.choose(name), onFinding: (index) => this.openFinding(index)});
    this.locks = new GraphView(byId('lock-view'), makePlain, drawPlain);
    this.card = new TaskCard(() => this.tracks.mark(null));
    byId('copy').addEventListener('click', () => this.copy());
    addEventListener('resize', () => this.showGraphs());
    addEventListener('hashchange', () => this.follow());
    setText(byId('command'), data.command);
    setText(byId('title'), data.title);
    setText(byId('file'), data.file);
    setText(byId('text-lines'), data.text.join('\n'));
    byId('text').firstElementChild.open = !data.parts.some(({worst, course}) => worst || course);
    overview(byId('parts'), data.parts, (part) => {
      location.hash = part.name;
    });
    this.follow();
  }

  /** Shows the part that the address names, else the gravest, which is first in the order of the verdicts. */
  follow() {
    const wanted = decodeURIComponent(location.hash.slice(1));
    const {parts, first} = this.data;
    this.show(parts.find((part) => part.name === wanted) ?? parts[first]);
  }

  show(part) {
    this.part = part;
    this.showTop(part);
    setHidden(byId('waits'), !part.worst);
    setHidden(byId('course'), !part.course);
    setHidden(byId('schedule'), !part.schedule);
    setHidden(byId('tried'), !part.tried);
    byId('tried-terms').replaceChildren(...terms(part.tried ?? []));
    byId('schedule-table').replaceChildren(...(part.schedule ? [scheduleTable(part.schedule)] : []));
    this.tracks.show(part);
    this.showFindings(part.findings);
    this.showEvents(part.events);
    this.showGraphs();
    this.choose(part.worst ? this.culprit() : null, false);
  }

  showTop(part) {
    document.title = `${part.verdict}: ${this.data.title}`;
    setAttribute(byId('now'), 'data-mood', part.mood);
    const grave = GRAVE[part.verdict];
    setText(byId('now-text'), grave && !part.headline.startsWith(grave) ? `${grave}: ${part.headline}` : part.headline);
    setText(byId('verdict'), part.name && this.data.parts.length > 1 ? `${part.verdict} under ${part.name}` : part.verdict);
    byId('about').replaceChildren(...terms(part.about));
    byId('figures').replaceChildren(...terms(part.figures));
    setText(byId('replay'), part.replay);
    for (const button of byId('parts').querySelectorAll('button')) {
      setAttribute(button, 'aria-pressed', String(button.dataset.part === part.name));
    }
  }

  showFindings(findings) {
    const items = findings.map(findingItem);
    byId('finding-list').replaceChildren(...items);
    setHidden(byId('no-findings'), items.length > 0);
    const first = this.part.worst ? null : items.map((item) => item.querySelector('details')).find(Boolean);
    if (first) {
      first.open = true;
    }
  }

  openFinding(index) {
    const item = byId('finding-list').children[index];
    const details = item.querySelector('details');
    if (details) {
      details.open = true;
    }
    item.scrollIntoView({block: 'nearest'});
    (item.querySelector('summary') ?? byId('findings')).focus();
  }

  showEvents(events) {
    setHidden(byId('events'), events.length === 0);
    const lines = events.slice(0, EVENTS_AT_MOST).map(({at_ns: at, actor, text}) =>
      el('li', {}, el('span', {class: 'log-time'}, stamp(at)), ' ', el('span', {class: 'log-actor'}, actor), ' ', text));
    const left = events.length - lines.length;
    byId('event-list').replaceChildren(...lines, ...(left > 0 ? [el('li', {}, `${many(left, 'event')} more: see --json`)] : []));
  }

  showGraphs() {
    this.showWaits();
    const graph = this.part.locks ? lockGraph(this.part.locks) : {nodes: [], edges: []};
    setHidden(byId('locks'), graph.edges.length === 0);
    if (graph.edges.length > 0) {
      this.locks.show(graph);
      setText(byId('lock-note'), graph.left > 0 ? `${many(graph.left, 'order')} more: see --json` : '');
      byId('lock-circles').replaceChildren(...this.part.locks.circles.map(circleText).map((text) => el('li', {}, text)));
    }
  }

  showWaits() {
    const {worst, schedule} = this.part;
    if (worst) {
      setText(this.waits.when, schedule ? 'at the end of this order of events' : worst.at_ns === null ? 'as the log has it' : `at ${moment(worst.at_ns)}, the worst moment`);
      this.waits.showAll(Boolean(schedule) || worst.at_ns === null);
      this.waits.show({state: {now_ns: worst.at_ns ?? 0, ended: true}, tasks: worst.tasks, faults: {active: worst.faults}});
      setHidden(this.treesBox, worst.trees.length === 0);
      showTree(this.trees, worst.trees.flatMap(({lines}) => lines));
    }
  }

  /** Whose wait is shown first: whom the gravest finding is about, else who stands at the root of the longest wait. */
  culprit() {
    const {worst, findings, verdict} = this.part;
    const subject = findings.find((finding) => finding.implies === verdict)?.subject;
    const isWaiting = ({name, waits_for: wait}) => name === subject && wait !== null;
    return worst.tasks.find(isWaiting)?.name ?? worst.trees[0]?.first ?? null;
  }

  choose(name, moves = true) {
    const {worst} = this.part;
    const task = worst?.tasks.find((one) => one.name === name);
    this.tracks.mark(task ? name : null);
    if (!task) {
      this.card.hide();
      return;
    }
    this.card.show(task, worst.trees[task.tree]?.lines ?? [], worst.at_ns ?? 0);
    if (moves) {
      this.card.enter();
    }
  }

  async copy() {
    try {
      await navigator.clipboard.writeText(this.part.replay);
      announce('copied');
    } catch {
      getSelection().selectAllChildren(byId('replay'));
      announce('selected');
    }
  }
}

const circleText = (circle) => (circle.length === 1 ? `${circle[0]} is asked for by a task that holds it` : `a circle: ${[...circle, circle[0]].join(' \u2192 ')}`);

function terms(pairs) {
  return pairs.map(([term, text]) => el('div', {}, el('dt', {}, term), el('dd', {}, typeof text === 'number' ? count(text) : text)));
}

new Report(JSON.parse(byId('data').textContent));
