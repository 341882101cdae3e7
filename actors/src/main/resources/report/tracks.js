// What was seen over time: two curves, an axis with faults and findings on it, and a lane for each task or group.

import {byId, el, setHidden, setText, svg} from '../web/dom.js';
import {count, duration, kindWord, many, moment, short} from '../web/words.js';
import {groupTrack, laneAbout, laneTrack} from './lanes.js';
import {area} from './shapes.js';

const WIDTH = 1000;
const CHART_HEIGHT = 60;
const TICKS = 5;
const SINGLE_TASKS_AT_MOST = 14;
const GROUPS_AT_FIRST = 16;
const LANES_AT_FIRST = 12;
const LANES_MORE = 60;
const MARKS_APART = 26;

export class Tracks {
  constructor({onTask, onFinding}) {
    this.onTask = onTask;
    this.onFinding = onFinding;
    this.box = byId('tracks');
    this.zoom = byId('zoom');
    this.zoom.addEventListener('change', () => this.draw());
  }

  show(part) {
    this.part = part;
    this.course = part.course;
    if (this.course) {
      this.windows = windows(this.course);
      this.zoom.replaceChildren(...this.windows.map(({name}, i) => el('option', {value: String(i)}, name)));
      setHidden(this.zoom.parentElement, this.windows.length < 2);
      this.draw();
    }
  }

  draw() {
    const {course} = this;
    const window = this.windows[this.zoom.selectedIndex] ?? this.windows[0];
    this.scale = {from: window.from, to: window.to, x: (at) => WIDTH * (at - window.from) / (window.to - window.from)};
    this.box.replaceChildren(
      this.curve('pending closes', course.pending, (most) => short(most), 10),
      this.curve('longest wait', course.longest, (most) => (most > 0 ? duration(most) : 'none'), 1),
      this.axis(),
      ...this.lanes());
    setText(byId('course-note'), note(course));
    this.mark(this.chosen);
  }

  /** Marks the lane of a task. */
  mark(name) {
    this.chosen = name;
    for (const lane of this.box.querySelectorAll('.lane')) {
      lane.classList.toggle('chosen', lane.dataset.task === name);
    }
  }

  curve(name, values, say, least) {
    const most = Math.max(least, ...values);
    const points = this.course.at.map((at, i) => [this.scale.x(at), CHART_HEIGHT - (CHART_HEIGHT - 4) * values[i] / most]);
    const track = this.track(CHART_HEIGHT, ...area(points, CHART_HEIGHT));
    track.setAttribute('class', 'curve-track');
    const peak = say(Math.max(...values));
    const label = el('div', {class: 'track-name'}, el('strong', {}, name), el('span', {class: 'light'}, `at most ${peak}, at the end ${say(values.at(-1))}`));
    return el('div', {class: 'track-row'}, label, el('div', {class: 'track', role: 'img', 'aria-label': `${name} over time, at most ${peak}`}, track));
  }

  /** A picture of the width of the page with the faults behind what is drawn, and the worst moment before it. */
  track(height, ...shapes) {
    const {x} = this.scale;
    const faults = this.course.faults.map((fault) => svg('rect', {class: 'fault-band', x: x(fault.since_ns), y: 0, height,
      width: Math.max(2, x(fault.until_ns) - x(fault.since_ns))}));
    const worst = this.part.worst ? [svg('path', {class: 'worst-line', d: `M${x(this.part.worst.at_ns)} 0 V${height}`, 'vector-effect': 'non-scaling-stroke'})] : [];
    return svg('svg', {viewBox: `0 0 ${WIDTH} ${height}`, preserveAspectRatio: 'none', 'aria-hidden': 'true'}, ...faults, ...shapes, ...worst);
  }

  axis() {
    const {from, to, x} = this.scale;
    const ticks = Array.from({length: TICKS + 1}, (_, i) => from + (to - from) * i / TICKS);
    const axis = el('div', {class: 'track axis'});
    axis.append(
      ...ticks.map((at, i) => placed(el('span', {class: `tick ${i === TICKS ? 'last' : ''}`}, at === 0 ? '0 s' : duration(at)), x(at))),
      ...this.course.faults.filter((fault) => fault.until_ns >= from && fault.since_ns <= to).slice(0, 6).map((fault, i) =>
        placed(el('span', {class: 'fault-name', style: `bottom: ${(i % 2) * 17}px`, title: `fault #${fault.id}: ${fault.on} ${fault.what}`}, `#${fault.id} ${fault.what} ${fault.on}`),
          Math.max(0, x(fault.since_ns)))),
      ...this.marks().map(({at, finding, index, more}) => placed(el('button', {
        type: 'button', class: `finding-mark ${finding.implies}`, onclick: () => this.onFinding(index),
        'aria-label': `${kindWord(finding.kind)} at ${moment(at)}: ${finding.headline}`, title: `${kindWord(finding.kind)} at ${moment(at)}: ${finding.headline}`,
      }, more > 1 ? count(more) : el('i', {class: 'glyph'})), x(at))));
    return el('div', {class: 'track-row axis-row'}, el('div', {class: 'track-name'}, el('span', {class: 'light'}, 'time, faults, findings')), axis);
  }

  /** The findings that count, those near each other as one. */
  marks() {
    const {from, to, x} = this.scale;
    const marks = [];
    this.part.findings
      .map((finding, index) => ({at: finding.at_ns, finding, index, more: 1}))
      .filter(({finding, at}) => finding.implies !== 'ok' && at >= from && at <= to)
      .sort((one, other) => one.at - other.at)
      .forEach((mark) => {
        const last = marks.at(-1);
        if (last && x(mark.at) - x(last.at) < MARKS_APART) {
          last.more++;
        } else {
          marks.push(mark);
        }
      });
    return marks;
  }

  lanes() {
    const {groups, lanes} = this.course;
    const tasks = groups.reduce((sum, group) => sum + group.size, 0);
    const byGroup = Map.groupBy ? Map.groupBy(lanes, (lane) => lane.group) : grouped(lanes);
    const ofGroups = groups.map((group) => ({group, lanes: byGroup.get(group.name) ?? []})).sort((one, other) => gravity(other) - gravity(one));
    const singles = tasks <= SINGLE_TASKS_AT_MOST;
    const rows = (some) => some.flatMap(({group, lanes: own}) => {
      if (singles || group.size === 1) {
        return own.filter((lane) => lane.spans.length > 0).map((lane) => this.lane(lane));
      }
      return [this.group(group, own)];
    });
    const first = rows(ofGroups.slice(0, GROUPS_AT_FIRST));
    const later = ofGroups.slice(GROUPS_AT_FIRST);
    return later.length === 0 ? first : [...first, more(`Show ${many(later.length, 'group')} more`, () => rows(later))];
  }

  lane(lane) {
    const name = el('button', {type: 'button', class: 'lane-name', onclick: () => this.onTask(lane.name)}, lane.name);
    const about = laneAbout(lane, this.course);
    return el('div', {class: `track-row lane ${lane.stuck ? 'stuck' : ''}`, 'data-task': lane.name},
      el('div', {class: 'track-name'}, name, el('span', {class: 'light', title: about}, about)),
      el('div', {class: 'track'}, this.track(24, ...laneTrack(lane, this.scale.x))));
  }

  group(group, lanes) {
    const long = lanes.filter((lane) => lane.longest_ns > 0).length;
    const stuck = lanes.filter((lane) => lane.stuck).length;
    const about = stuck > 0 ? `${many(stuck, 'task')} forever` : long > 0 ? `${long === lanes.length && this.course.left > 0 ? 'at least ' : ''}${many(long, 'task')} waited, at most ${duration(lanes[0].longest_ns)}` : 'no long waits';
    const inner = el('div', {class: 'group-lanes', hidden: true});
    const toggle = el('button', {type: 'button', class: 'lane-name', 'aria-expanded': 'false'}, `${count(group.size)} \u00d7 ${group.name}`);
    toggle.addEventListener('click', () => {
      setHidden(inner, !inner.hidden);
      toggle.setAttribute('aria-expanded', String(!inner.hidden));
      if (inner.childElementCount === 0) {
        this.open(inner, lanes, LANES_AT_FIRST);
      }
      this.mark(this.chosen);
    });
    const row = el('div', {class: `track-row group-row ${stuck > 0 ? 'stuck' : ''}`},
      el('div', {class: 'track-name'}, toggle, el('span', {class: 'light', title: about}, about)),
      el('div', {class: 'track'}, this.track(24, ...groupTrack(group, this.course, this.scale.x))));
    return el('div', {}, row, inner);
  }

  open(inner, lanes, number) {
    const shown = lanes.slice(0, number).map((lane) => this.lane(lane));
    const left = lanes.slice(number);
    inner.append(...shown, ...(left.length > 0 ? [more(`Show ${count(Math.min(LANES_MORE, left.length))} of ${count(left.length)} more`, (button) => {
      button.remove();
      this.open(inner, left, LANES_MORE);
      return null;
    })] : []));
    if (lanes.length === 0) {
      inner.append(el('p', {class: 'empty'}, 'None of them has a lane of its own here: others waited longer.'));
    }
  }
}

function grouped(lanes) {
  const groups = new Map();
  lanes.forEach((lane) => groups.set(lane.group, [...(groups.get(lane.group) ?? []), lane]));
  return groups;
}

const gravity = ({lanes}) => (lanes.some((lane) => lane.stuck) ? 1e18 : 0) + Math.max(0, ...lanes.map((lane) => lane.longest_ns));

function placed(element, x) {
  element.style.left = `${x / WIDTH * 100}%`;
  return element;
}

/** A button in whose place comes what it stands for. */
function more(text, make) {
  const button = el('button', {type: 'button', class: 'quiet more'}, text);
  button.addEventListener('click', () => {
    const rows = make(button);
    if (rows) {
      button.replaceWith(...rows);
    }
  });
  return button;
}

/** The whole run, and where those who never go on took and asked for what they have. */
function windows({at, lanes, every_ns: every}) {
  const end = Math.max(1, at.at(-1) ?? 1);
  const all = {name: 'the whole run', from: 0, to: end};
  const moments = lanes.filter((lane) => lane.stuck).flatMap((lane) => lane.spans.filter(([what,, until]) => until >= end - every && what !== 'works').map(([, since]) => since));
  if (moments.length < 2) {
    return [all];
  }
  const [first, last] = [Math.min(...moments), Math.max(...moments)];
  const room = Math.max((last - first) * 0.3, 1000);
  return last - first < end / 4 ? [all, {name: 'how it began', from: Math.max(0, first - room), to: Math.min(end, last + 2 * room)}] : [all];
}

function note({every_ns: every, left}) {
  const missing = left > 0 ? ` ${many(left, 'task')} with shorter waits ${left === 1 ? 'has' : 'have'} no lane.` : '';
  return `Seen every ${duration(every)}: what lasted less shows as work, if at all.${missing}`;
}
