// The last minute of the run: states that were seen, to be looked at once more.

import {byId, setAttribute, setHidden, setText} from './dom.js';
import {moment} from './words.js';

const MINUTE_MS = 60_000;
const APART_MS = 500;
const CROWD = 1000;
const APART_OF_CROWD_MS = 3000;

export class Rewind {
  constructor(onMove) {
    this.kept = [];
    this.shown = null;
    this.onMove = onMove;
    this.slider = byId('rewind-slider');
    this.slider.addEventListener('input', () => this.moved());
    byId('rewind-end').addEventListener('click', () => this.toNow());
  }

  /** Remembers a state, so many a second; of a crowd fewer, as each of its states is large. */
  keep(live) {
    const now = performance.now();
    const apart = live.tasks.length > CROWD ? APART_OF_CROWD_MS : APART_MS;
    const last = this.kept.at(-1);
    if (last && now - last.seen < apart) {
      return;
    }
    this.kept.push({seen: now, live: {...live, past: true}});
    while (now - this.kept[0].seen > MINUTE_MS) {
      this.kept.shift();
    }
    this.newest = live;
    this.slider.min = String(-Math.round((now - this.kept[0].seen) / 1000));
    this.label();
  }

  moved() {
    const back = -Number(this.slider.value) * 1000;
    const wanted = performance.now() - back;
    this.shown = back <= 0 ? null : this.kept.findLast(({seen}) => seen <= wanted)?.live ?? this.kept[0]?.live ?? null;
    this.label();
    this.onMove();
  }

  toNow() {
    this.slider.value = '0';
    this.moved();
    this.slider.focus();
  }

  /** What is to be drawn: what somebody looks back at, else the newest. */
  chosen(newest) {
    return this.shown ?? newest;
  }

  label() {
    const text = this.shown ? `at ${moment(this.shown.state.now_ns)}` : 'now';
    setText(byId('rewind-at'), text);
    setAttribute(this.slider, 'aria-valuetext', this.shown ? `${text} of the run` : text);
    setHidden(byId('rewind-end'), this.shown === null);
    setAttribute(document.body, 'data-past', this.shown ? 'true' : null);
  }
}
