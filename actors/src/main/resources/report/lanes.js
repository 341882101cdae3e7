// One lane: what a task did, held and waited for; or how many of a group did what.

import {svg} from '../web/dom.js';
import {duration} from '../web/words.js';

const HEIGHT = 24;
const FULL = 19;
const NARROWEST = 1.5;
const STUCK = 3;
const WAITS = 2;

/** Shapes differ, not colours alone: work is a thin bar, a wait a thick one, what is held a line below. */
const PLACES = {works: [7, 5], waits: [0, FULL], holds: [21, 3], gone: [9, 2]};

export function laneTrack(lane, x) {
  const last = lane.spans.findLastIndex(([what]) => what === 'waits');
  return lane.spans.map(([what, since, until, thing, by], i) => {
    const [y, height] = PLACES[what];
    const from = Math.max(0, x(since));
    const looks = lane.stuck && i === last ? 'stuck' : what;
    const rect = svg('rect', {class: `span ${looks}`, x: from, y, height, width: Math.max(NARROWEST, Math.min(1000, x(until)) - from)});
    rect.append(svg('title', {}, describe(what, since, until, thing, by)));
    return rect;
  });
}

function describe(what, since, until, thing, by) {
  const time = `${duration(since)} to ${duration(until)}`;
  if (what === 'waits') {
    return `waits for ${thing}${by ? `, which ${by} keeps` : ''}, ${time}`;
  }
  return `${what === 'holds' ? `holds ${thing}` : what === 'gone' ? 'has ended or was killed' : 'at work'}, ${time}`;
}

/** The wait that matters most, in few words. */
export function laneAbout(lane, course) {
  const waits = lane.spans.filter(([what]) => what === 'waits');
  if (waits.length === 0) {
    return lane.spans.some(([what]) => what === 'gone') ? 'has ended' : 'no long wait';
  }
  const ends = course.at.at(-1);
  const worst = lane.stuck ? waits.at(-1) : waits.reduce((one, other) => (other[2] - other[1] > one[2] - one[1] ? other : one));
  const [, since, until, thing, by] = worst;
  const keeps = by && by !== lane.name ? ` (${by})` : by ? ' (itself)' : '';
  const held = lane.spans.filter(([what, from, to]) => what === 'holds' && from <= until && to >= Math.min(until, ends)).map(([,,, name]) => name);
  const holding = held.length > 0 ? `, holding ${held[0]}${held.length > 1 ? ' and more' : ''}` : '';
  return `${lane.stuck ? 'forever' : duration(until - since)}: ${thing}${keeps}${holding}`;
}

/** How many of a group wait, for how long, and how many work: the lower in the picture, the graver. */
export function groupTrack(group, course, x) {
  const kinds = [[STUCK, 'stuck'], [WAITS, 'waits'], [1, 'brief'], [0, 'works']];
  return kinds.map(([, name], k) => {
    const height = (counts) => HEIGHT * kinds.slice(0, k + 1).reduce((sum, [kind]) => sum + counts[kind], 0) / group.size;
    const below = (counts) => HEIGHT * kinds.slice(0, k).reduce((sum, [kind]) => sum + counts[kind], 0) / group.size;
    const steps = group.counts.map((counts, i) => ({from: x(i === 0 ? 0 : course.at[i - 1]), to: x(course.at[i]), low: HEIGHT - below(counts), high: HEIGHT - height(counts)}));
    return svg('path', {class: `share ${name}`, d: outline(steps.filter(({low, high}) => low - high > 0.01))});
  });
}

/** Blocks beside each other as one shape each run of alike ones. */
function outline(steps) {
  const parts = [];
  for (const step of steps) {
    const last = parts.at(-1);
    if (last && last.low === step.low && last.high === step.high && Math.abs(last.to - step.from) < 0.01) {
      last.to = step.to;
    } else {
      parts.push({...step});
    }
  }
  return parts.map(({from, to, low, high}) => `M${from.toFixed(1)} ${low.toFixed(1)} V${high.toFixed(1)} H${Math.max(from + 1, to).toFixed(1)} V${low.toFixed(1)} Z`).join('');
}
