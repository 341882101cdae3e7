// The two charts: pending closes, and what closers wait.

import uPlot from './uplot/uPlot.esm.js';
import {byId, colour, isDark, setText} from './dom.js';
import {History} from './history.js';
import {SECOND, count, duration, rate, short} from './words.js';

const FLOOR_NANOS = 100;
const DECADES_AT_LEAST = 1e6;

/** A chart of the whole run that fits its box and follows the colours of the page. */
class Chart {
  constructor(box, series, scale, axis) {
    this.box = box;
    this.make = () => options(series, scale, axis);
    this.history = new History(series.length);
    this.build();
    new ResizeObserver(() => this.fit()).observe(box);
    isDark.addEventListener('change', () => this.build());
  }

  build() {
    this.plot?.destroy();
    this.plot = new uPlot({...this.make(), ...this.size()}, this.history.columns, this.box);
  }

  size() {
    return {width: Math.max(160, this.box.clientWidth), height: Math.max(90, this.box.clientHeight)};
  }

  fit() {
    const {width, height} = this.size();
    if (width !== this.plot.width || height !== this.plot.height) {
      this.plot.setSize({width, height});
    }
  }

  /** Takes what was there before the page: times in seconds, and a column for each curve. */
  begin(times, ...columns) {
    this.history.clear();
    times.forEach((time, i) => time > this.history.lastTime && this.history.add(time, columns.map((column) => column[i])));
    this.plot.setData(this.history.columns);
  }

  add(seconds, values) {
    if (seconds < this.history.lastTime) {
      this.history.clear();
    }
    if (seconds > this.history.lastTime) {
      this.history.add(seconds, values);
      this.plot.setData(this.history.columns);
    }
  }
}

function options(series, scale, axis) {
  const text = colour('--muted');
  const grid = {stroke: colour('--line'), width: 1};
  const font = `11px ${colour('--sans')}`;
  const ticks = {show: false};
  return {
    cursor: {y: false, points: {size: 6}},
    legend: {show: false},
    padding: [8, 18, 0, 0],
    scales: {x: {time: false}, y: scale},
    axes: [
      {stroke: text, grid: {show: false}, ticks, font, size: 22, space: 60, values: (_, at) => at.map((s) => `${s} s`)},
      {stroke: text, grid, ticks, font, size: 56, space: 26, ...axis},
    ],
    series: [{}, ...series.map(({name, paint, fill, ...more}) => ({
      label: name, stroke: colour(paint), width: 2, points: {show: false}, spanGaps: true, ...(fill ? {fill: colour(fill)} : {}), ...more,
    }))],
  };
}

function pendingChart() {
  const scale = {range: (_, low, high) => [0, Math.max(10, (high ?? 0) * 1.1)]};
  return new Chart(byId('pending-chart'), [{name: 'pending closes', paint: '--run', fill: '--run-wash'}], scale,
    {values: (_, at) => at.map((n) => Number.isInteger(n) ? short(n) : '')});
}

function decadeRange(_, low, high) {
  const top = Math.max(FLOOR_NANOS * DECADES_AT_LEAST, high ?? 0);
  return [FLOOR_NANOS, 10 ** Math.ceil(Math.log10(top))];
}

function decades(plot, axis, low, high) {
  const at = [];
  const step = Math.log10(high / low) > 6 ? 100 : 10;
  for (let n = 1000; n <= high; n *= step) {
    at.push(n);
  }
  return at;
}

function waitChart() {
  const lines = [
    {name: 'longest wait in __fput now', paint: '--wait', fill: '--wait-wash'},
    {name: 'p99 so far', paint: '--run', dash: [6, 4]},
    {name: 'p50 so far', paint: '--run'},
  ];
  return new Chart(byId('wait-chart'), lines, {distr: 3, range: decadeRange},
    {splits: decades, filter: (_, at) => at, values: (_, at) => at.map(duration)});
}

/** The longest that any task has waited with __fput on its stack, whoever finishes the close. */
export function longestInFput(tasks, now) {
  let longest = 0;
  for (const {waits_for: wait, stack} of tasks) {
    if (wait && stack.includes('__fput')) {
      longest = Math.max(longest, now - wait.since_ns);
    }
  }
  return longest;
}

const onLogarithm = (nanos) => nanos === null || nanos === undefined ? null : Math.max(FLOOR_NANOS, nanos);

/** Shows pending closes and closer's wait, as figures and as curves. */
export class Charts {
  constructor() {
    this.pending = pendingChart();
    this.wait = waitChart();
  }

  /** Begins with the run, whenever the page was opened. */
  begin(past) {
    const times = past.at_ns.map((nanos) => nanos / SECOND);
    this.pending.begin(times, past.pending);
    this.wait.begin(times, ...[past.longest_in_fput_ns, past.p99_ns, past.p50_ns].map((column) => column.map(onLogarithm)));
  }

  show({state, tasks}) {
    const seconds = state.now_ns / SECOND;
    const wait = state.closer_wait;
    const inside = longestInFput(tasks, state.now_ns);
    this.pending.add(seconds, [state.pending]);
    this.wait.add(seconds, [onLogarithm(inside), onLogarithm(wait.p99_ns), onLogarithm(wait.p50_ns)]);
    setText(byId('pending'), count(state.pending));
    setText(byId('growth'), growth(state.growth_per_s));
    setText(byId('closer-wait'), `p50 ${duration(wait.p50_ns)}   p99 ${duration(wait.p99_ns)}   max ${duration(wait.max_ns)}`);
    setText(byId('inside-now'), inside > 0 ? duration(inside) : 'none');
  }
}

function growth(perSecond) {
  if (perSecond === null || perSecond === undefined || Math.abs(perSecond) < 0.5) {
    return '';
  }
  return `mean ${perSecond > 0 ? '+' : '-'}${rate(Math.abs(perSecond))} per second`;
}
