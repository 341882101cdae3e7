// The end of the log: what the actors tell, what happens, and what is found, with a filter and with levels.

import {ask} from './connection.js';
import {byId, el, setAttribute, setHidden, setText} from './dom.js';
import {count, kindWord, stamp} from './words.js';

const KEPT = 5000;
const SHOWN = 400;
const ADDED_AT_ONCE = 120;
const NOTE_MS = 5000;
const TELLING = ['debug', 'trace'];
const QUIET = 'info';

export class Log {
  constructor() {
    this.lines = [];
    this.fresh = [];
    this.missed = 0;
    this.missedUntil = 0;
    this.found = new Set();
    this.list = byId('log-lines');
    this.filter = byId('log-filter');
    this.follow = byId('log-follow');
    this.filter.addEventListener('input', () => this.showAll());
    this.list.addEventListener('scroll', () => this.noteScroll());
    this.follow.addEventListener('change', () => this.toEnd());
    byId('level-form').addEventListener('submit', (event) => this.setLevel(event));
    byId('log-actor').addEventListener('click', () => this.followActor(null));
    this.actor = null;
    byId('log-tell').addEventListener('click', () => this.put(this.actor, TELLING[0]));
  }

  /** Takes a line of the event stream; it is drawn with the next picture. */
  hear(kind, data) {
    const line = this.isKnown(kind, data) ? null : lineOf(kind, data);
    if (kind === 'missed' && this.hasShown) {
      this.noteMissed(data.missed ?? 0);
    } else if (line) {
      this.lines.push(line);
      this.fresh.push(line);
      if (this.lines.length > KEPT * 1.2) {
        this.lines = this.lines.slice(-KEPT);
      }
    }
  }

  /** A finding that has become worse is in the list of findings; here it stands once. */
  isKnown(kind, finding) {
    const key = `${finding.kind} ${finding.subject} ${finding.since_ns}`;
    const known = kind === 'finding' && this.found.has(key);
    if (kind === 'finding') {
      this.found.add(key);
    }
    return known;
  }

  noteMissed(number) {
    const now = performance.now();
    this.missed = number + (now < this.missedUntil ? this.missed : 0);
    this.missedUntil = now + NOTE_MS;
  }

  show({state, mailboxes}) {
    const fresh = this.fresh.filter((line) => this.matches(line));
    this.fresh = [];
    const skipped = Math.max(0, fresh.length - ADDED_AT_ONCE);
    if (fresh.length > 0) {
      this.list.append(...fresh.slice(skipped).map(lineElement));
      while (this.list.childElementCount > SHOWN) {
        this.list.firstElementChild.remove();
      }
      this.toEnd();
    }
    if (skipped > 0 && this.hasShown) {
      this.noteMissed(skipped);
    }
    this.hasShown = true;
    setHidden(byId('log-note'), performance.now() > this.missedUntil);
    setText(byId('log-note'), `${count(this.missed)} lines came too fast to be shown. The filter searches the last ${count(KEPT)} lines, these among them.`);
    this.showLevels(state.log, mailboxes);
  }

  /** Shows only what an actor tells and what is told of it; of all where it is null. */
  followActor(name) {
    if (name === this.actor) {
      return;
    }
    this.actor = name;
    this.mention = name !== null && new RegExp(`(^|[^\\w-])${name.replace(/[^\w-]/g, '\\$&')}(?![\\w-])`);
    setHidden(byId('log-actor'), name === null);
    setText(byId('log-actor'), `only ${name} \u00d7`);
    setAttribute(byId('log-actor'), 'aria-label', `the log follows ${name}; show all again`);
    this.levels = null;
    this.showAll();
  }

  isOfActor(line) {
    return this.actor === null || line.actor === this.actor || this.mention.test(line.text);
  }

  matches(line) {
    return this.isOfActor(line) && this.filter.value.toLowerCase().split(/\s+/).every((word) => line.search.includes(word));
  }

  showAll() {
    this.fresh = [];
    this.list.replaceChildren(...this.lines.filter((line) => this.matches(line)).slice(-SHOWN).map(lineElement));
    this.toEnd();
  }

  toEnd() {
    if (this.follow.checked) {
      this.list.scrollTop = this.list.scrollHeight;
    }
  }

  /** Who scrolls up wants to read; who scrolls to the end wants the news. */
  noteScroll() {
    this.follow.checked = this.list.scrollTop + this.list.clientHeight > this.list.scrollHeight - 24;
  }

  showLevels(levels, mailboxes) {
    const signature = JSON.stringify(levels);
    if (this.levels !== signature) {
      this.levels = signature;
      const told = levels[this.actor] ?? levels[/^(.*?)-?\d*$/.exec(this.actor ?? '')[1]];
      setHidden(byId('log-tell'), !this.actor || TELLING.includes(told) || TELLING.includes(levels.all));
      setText(byId('log-tell'), `let ${this.actor} log at ${TELLING[0]}`);
      byId('levels').replaceChildren(...Object.entries(levels).filter(([, level]) => TELLING.includes(level)).map(([actor, level]) => this.levelChip(actor, level)));
    }
    if (this.actors !== mailboxes.length) {
      this.actors = mailboxes.length;
      byId('level-actors').replaceChildren(...mailboxes.map(({actor}) => el('option', {value: actor})));
    }
  }

  levelChip(actor, level) {
    return el('button', {type: 'button', class: 'chip', 'aria-label': `${actor} logs at ${level}; set it back to ${QUIET}`, onclick: () => this.put(actor, QUIET)},
      `${actor} ${level} \u00d7`);
  }

  setLevel(event) {
    event.preventDefault();
    this.put(byId('level-actor').value.trim(), byId('level-level').value);
  }

  async put(actor, level) {
    const error = byId('level-error');
    setHidden(error, true);
    try {
      await ask('PUT', '/log', {[actor]: level});
    } catch (problem) {
      setText(error, problem.message);
      setHidden(error, false);
    }
  }
}

function lineOf(kind, data) {
  const line = {
    journal: () => ({at: data.at_ns, actor: data.actor, level: 'event', frame: '', text: data.text}),
    log: () => ({at: data.at_ns, actor: data.actor, level: data.level, frame: data.frame ?? '', text: data.text}),
    finding: () => ({at: data.at_ns, actor: data.subject, level: 'finding', frame: '', text: `${kindWord(data.kind)}: ${data.headline}`}),
    end: () => ({at: null, actor: 'run', level: 'event', frame: '', text: `ends with the verdict ${data.verdict}, exit code ${data.exit_code}`}),
  }[kind]?.();
  if (line) {
    line.search = `${line.actor} ${line.level} ${line.frame} ${line.text}`.toLowerCase();
  }
  return line;
}

function lineElement({at, actor, level, frame, text}) {
  return el('li', {class: `of-${level}`},
    el('span', {class: 'log-time'}, at === null ? '' : stamp(at)), ' ',
    el('span', {class: 'log-level'}, level), ' ',
    el('span', {class: 'log-actor'}, actor), ' ',
    el('span', {class: 'log-frame'}, frame), ' ',
    el('span', {class: 'log-text'}, text));
}
