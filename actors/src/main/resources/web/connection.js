// The run behind the page: its state ten times a second, its events as they come, and what is asked of it.

import {movesLittle} from './dom.js';

const token = new URLSearchParams(location.search).get('token');
const PERIOD_MS = 100;
const PERIOD_MOVING_LITTLE_MS = 500;
const PERIOD_HIDDEN_MS = 1000;
const PATIENCE_MS = 5000;
const LISTEN_AGAIN_MS = 1000;
const KINDS = ['journal', 'finding', 'log', 'end'];

/** What the run refused, with the field that was wrong. */
export class Refusal extends Error {
  constructor(status, body) {
    super(body.error ?? `The run answered ${status}.`);
    this.status = status;
    this.problems = body.problems ?? [];
  }
}

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

/** Asks the run for something; throws a Refusal where it says no. */
export async function ask(method, path, body) {
  const headers = {};
  if (token) {
    headers.Authorization = `Bearer ${token}`;
  }
  if (body !== undefined) {
    headers['Content-Type'] = 'application/json';
  }
  const answer = await fetch(path, {
    method,
    headers,
    body: body === undefined ? undefined : JSON.stringify(body),
    cache: 'no-store',
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  const text = await answer.text();
  let json = {};
  try {
    json = text ? JSON.parse(text) : {};
  } catch {
    throw new Refusal(answer.status, {error: `The run gave an answer that is no JSON (${answer.status}).`});
  }
  if (!answer.ok) {
    throw new Refusal(answer.status, json);
  }
  return json;
}

/** Follows the run until it is over. Calls onBegin() before the first state and after a break, onLive(live), onEvent(kind, data), onConnection(state, text). */
export class Connection {
  constructor({onBegin, onLive, onEvent, onConnection}) {
    this.onBegin = onBegin;
    this.onLive = onLive;
    this.onEvent = onEvent;
    this.onConnection = onConnection;
    this.over = false;
    this.lastEvent = '0';
  }

  start() {
    this.listen();
    this.poll();
  }

  async poll() {
    let failures = 0;
    let begins = true;
    while (!this.over) {
      const begun = performance.now();
      try {
        if (begins) {
          await this.onBegin();
          begins = false;
        }
        const live = await ask('GET', '/live');
        failures = 0;
        this.onConnection('live', 'live');
        this.newest = live;
        this.onLive(live);
        this.over = this.over || live.state.over;
      } catch (problem) {
        failures++;
        begins = true;
        this.lost(problem, failures);
      }
      await pause(Math.max(0, this.period(failures) - (performance.now() - begun)));
    }
    this.end();
  }

  period(failures) {
    if (failures > 0) {
      return Math.min(2000, 250 * 2 ** failures);
    }
    if (document.hidden) {
      return PERIOD_HIDDEN_MS;
    }
    return movesLittle.matches ? PERIOD_MOVING_LITTLE_MS : PERIOD_MS;
  }

  lost(problem, failures) {
    if (this.over) {
      return;
    }
    if (problem.status === 401) {
      this.onConnection('refused', 'needs its token: open the address that fputlab live printed');
    } else {
      this.onConnection('lost', failures > 1 ? `no answer, try ${failures}` : 'no answer');
    }
  }

  /** Listens from the last event that it knows, at first from the oldest that the run has kept; after a break, again. */
  listen() {
    const query = new URLSearchParams({kinds: KINDS.join(','), after: this.lastEvent});
    if (token) {
      query.set('token', token);
    }
    this.stream = new EventSource(`/events?${query}`);
    for (const kind of [...KINDS, 'missed']) {
      this.stream.addEventListener(kind, (event) => this.hear(kind, event));
    }
    this.stream.addEventListener('error', () => {
      this.stream.close();
      if (!this.over) {
        setTimeout(() => this.listen(), LISTEN_AGAIN_MS);
      }
    });
  }

  hear(kind, event) {
    this.lastEvent = event.lastEventId || this.lastEvent;
    this.onEvent(kind, JSON.parse(event.data));
    if (kind === 'end') {
      this.over = true;
    }
  }

  /** The last state says that the run is over; if the run has gone before it could say so, the page says it. */
  async end() {
    setTimeout(() => this.stream.close(), LISTEN_AGAIN_MS);
    try {
      this.newest = await ask('GET', '/live');
    } catch {
      // The run is gone, with its server: what was seen last stays.
    }
    if (this.newest) {
      this.onLive({...this.newest, state: {...this.newest.state, over: true}});
    }
    this.onConnection('over', 'the run is over');
  }
}
