// The top of the page: which run, whether it keeps up, what is true right now, and what it has come to.

import {byId, el, setAttribute, setHidden, setText} from './dom.js';
import {rightNow} from './wait-graph.js';
import {age, count, duration, factor, many, moment, rate} from './words.js';

export function showConnection(state, text) {
  setAttribute(byId('connection'), 'data-state', state);
  setText(byId('connection-text'), text);
}

export function showStatus({state, tasks, faults, findings}) {
  setText(byId('title'), state.scenario.title);
  setText(byId('file'), state.scenario.file);
  setText(byId('close'), state.close);
  setText(byId('seed'), String(state.seed));
  setText(byId('clock'), state.duration_ns ? `${moment(state.now_ns)} of ${duration(state.duration_ns)}` : moment(state.now_ns));
  setText(byId('verdict'), state.verdict);
  showPace(state);
  showNow(state, tasks, faults.active, findings);
  showTotals(state);
  setText(byId('actors-number'), `${count(state.actors)}, of which ${many(state.tasks, 'task')}`);
  byId('stop').disabled = state.over;
  setTitle(`${state.verdict}: ${state.scenario.title}`);
}

function setTitle(text) {
  if (document.title !== text) {
    document.title = text;
  }
}

function showPace({pace}) {
  setText(byId('pace'), `\u00d7${factor(pace.measured)}${pace.asked === 1 ? '' : ` of \u00d7${factor(pace.asked)}`}`);
  setAttribute(byId('pace-item'), 'data-behind', pace.keeps_up ? null : 'true');
  setHidden(byId('behind'), pace.keeps_up);
  setText(byId('behind'), `This machine does not keep up: the run is ${duration(pace.lag_ns)} behind the clock (worst ${duration(pace.worst_lag_ns)}). `
    + 'Waits are measured in the time of the run, not of the clock.');
}

function showNow(state, tasks, faults, findings) {
  const now = rightNow(tasks, state.now_ns, faults, state.verdict);
  setAttribute(byId('now'), 'data-mood', now.mood);
  const grave = {deadlock: 'Deadlock', spins: 'Time stands still', crashes: 'The kernel has crashed'}[now.mood];
  const found = grave && findings.findLast((finding) => finding.implies === now.mood);
  setText(byId('now-text'), found ? `${grave}: ${found.headline}.` : sentence(now, state));
}

function sentence({mood, tasks, behind, fault}, state) {
  if (mood === 'crashes') {
    return 'The kernel has crashed.';
  }
  if (mood === 'spins') {
    return 'Time stands still: tasks spin at one instant.';
  }
  if (mood === 'deadlock') {
    return `Deadlock: ${many(tasks.length, 'task')} ${tasks.length === 1 ? 'waits' : 'wait'} forever. Nothing inside or outside can free ${tasks.length === 1 ? 'it' : 'them'}.`;
  }
  if (mood === 'waits' && fault) {
    return `${whom(behind)} held up by fault #${fault.id} (${fault.do} on ${fault.on}), the longest ${longest(behind, state)}.`;
  }
  if (mood === 'waits') {
    return `${many(tasks.length, 'task')} ${tasks.length === 1 ? 'waits' : 'wait'} longer than 1 s, the longest ${longest(tasks, state)} for ${tasks[0].waits_for.resource}.`;
  }
  if (mood === 'grows') {
    return `No task waits longer than 1 s, but pending closes grow by ${rate(state.growth_per_s ?? 0)} per second.`;
  }
  return 'No task waits longer than 1 s.';
}

function whom(tasks) {
  const groups = new Set(tasks.map((task) => task.group));
  const noun = groups.size === 1 ? `${[...groups][0]} ${tasks[0].kthread ? 'thread' : 'task'}` : 'task';
  return `${many(tasks.length, noun)} ${tasks.length === 1 ? 'is' : 'are'}`;
}

function longest(tasks, state) {
  return age(state.now_ns - tasks[0].waits_for.since_ns);
}

function showTotals(state) {
  const figures = (one) => one.count === 0 ? 'none yet' : `p50 ${duration(one.p50_ns)}, p99 ${duration(one.p99_ns)}, max ${duration(one.max_ns)}`;
  const rows = [['files', `${count(state.opened)} opened, ${count(state.closed)} closed`], ['close lag', figures(state.close_lag)],
    ['RPC latency', figures(state.rpc_latency)]];
  const box = byId('totals');
  if (box.childElementCount === 0) {
    box.append(...rows.map(([name]) => el('div', {}, el('dt', {}, name), el('dd'))));
  }
  rows.forEach(([, value], i) => setText(box.children[i].lastElementChild, value));
}
