// The page of a live run: one state, ten times a second, drawn by each part at most once a frame.

import {Actors} from './actors.js';
import {Charts} from './charts.js';
import {Connection, ask} from './connection.js';
import {announce, byId, isNarrow} from './dom.js';
import {Faults} from './faults.js';
import {Findings} from './findings.js';
import {Locks} from './locks.js';
import {Log} from './log.js';
import {Rewind} from './rewind.js';
import {showConnection, showStatus} from './status.js';
import {TaskPanel} from './task-panel.js';
import {WaitView} from './wait-view.js';

const faults = new Faults();
export const charts = new Charts();
const findings = new Findings();
const log = new Log();
const task = new TaskPanel({
  onClose: () => choose(null),
  onLift: (id) => faults.lift(id),
  onBreak: breakTask,
});
const actors = new Actors(choose, follow);
const waits = new WaitView(byId('waits'), {onChoose: choose, onLimit: drawSoon});
const locks = new Locks(choose);
const rewind = new Rewind(drawSoon);

let newest = null;
let isDrawing = false;

function choose(name) {
  actors.chosen = name;
  log.followActor(name);
  if (name !== null) {
    task.open(name);
  }
  drawSoon();
}

/** Of an actor that is no task there is nothing to open, but what it logs. */
function follow(name) {
  actors.chosen = name;
  log.followActor(name);
  announce(`the log follows ${name}`);
  drawSoon();
}

/** These show what somebody looks back at; the others go on with the run. */
const scenes = [waits, locks, actors, task, findings];
const parts = [charts, faults, log];

/** Where the opened task lies over the page, it makes way for the form. */
function breakTask(name) {
  if (isNarrow.matches) {
    task.close();
  }
  faults.form.offerTask(name);
}

function draw() {
  isDrawing = false;
  const scene = rewind.chosen(newest);
  showStatus(scene);
  scenes.forEach((part) => part.show(scene));
  parts.forEach((part) => part.show(newest));
}

/** Draws with the next picture, however many states have come since the last. */
function drawSoon() {
  if (!isDrawing && newest !== null) {
    isDrawing = true;
    requestAnimationFrame(draw);
  }
}

/** A fault that is prepared in the form begins with this key, wherever the focus is. */
document.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !byId('stop-dialog').open) {
    event.preventDefault();
    faults.form.begin();
  }
});

byId('stop').addEventListener('click', () => byId('stop-dialog').showModal());
byId('stop-dialog').addEventListener('close', async (event) => {
  if (event.target.returnValue === 'stop') {
    try {
      await ask('POST', '/stop');
      announce('the run is told to stop');
    } catch (problem) {
      announce(problem.message);
    }
  }
  event.target.returnValue = '';
});

new Connection({
  onLive: (live) => {
    newest = live;
    rewind.keep(live);
    drawSoon();
  },
  onEvent: (kind, data) => log.hear(kind, data),
  onBegin: async () => charts.begin(await ask('GET', '/past')),
  onConnection: showConnection,
}).start();
