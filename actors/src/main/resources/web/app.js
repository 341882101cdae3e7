// The page of a live run: one state, ten times a second, drawn by each part at most once a frame.

import {Actors} from './actors.js';
import {Charts} from './charts.js';
import {Connection, ask} from './connection.js';
import {announce, byId} from './dom.js';
import {Faults} from './faults.js';
import {Findings} from './findings.js';
import {Log} from './log.js';
import {showConnection, showStatus} from './status.js';
import {TaskPanel} from './task-panel.js';
import {WaitView} from './wait-view.js';

const faults = new Faults();
const charts = new Charts();
const findings = new Findings();
const log = new Log();
const task = new TaskPanel({
  onClose: () => choose(null),
  onLift: (id) => faults.lift(id),
  onBreak: (name) => faults.form.offerTask(name),
});
const actors = new Actors(choose);
const waits = new WaitView(choose);

let newest = null;
let isDrawing = false;

function choose(name) {
  actors.chosen = name;
  if (name !== null) {
    task.open(name);
  }
  drawSoon();
}

const parts = [charts, waits, actors, task, faults, findings, log];

function draw() {
  isDrawing = false;
  showStatus(newest);
  parts.forEach((part) => part.show(newest));
}

/** Draws with the next picture, however many states have come since the last. */
function drawSoon() {
  if (!isDrawing && newest !== null) {
    isDrawing = true;
    requestAnimationFrame(draw);
  }
}

byId('wait-limit').addEventListener('change', drawSoon);

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
    drawSoon();
  },
  onEvent: (kind, data) => log.hear(kind, data),
  onConnection: showConnection,
}).start();
