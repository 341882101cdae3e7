// The chosen task as it was at the worst moment.

import {byId, el, setHidden, setText} from '../web/dom.js';
import {TaskFacts} from '../web/task-facts.js';

export class TaskCard {
  constructor(onClose) {
    this.card = byId('task');
    this.title = el('h2', {id: 'task-name'});
    this.facts = new TaskFacts();
    const close = el('button', {type: 'button', class: 'quiet', 'aria-label': 'Close the task', onclick: () => this.close(onClose)}, 'Close');
    this.card.append(el('header', {}, this.title, close), this.facts.about, this.facts.wait, ...this.facts.rest);
    this.card.addEventListener('keydown', (event) => event.key === 'Escape' && this.close(onClose));
  }

  show(task, tree, now) {
    setHidden(this.card, false);
    setText(this.title, task.name);
    this.facts.show(task, tree, now);
  }

  /** Shows it to who asked for it; what they came from has the focus again when it is closed. */
  enter() {
    this.opener = document.activeElement;
    this.card.focus({preventScroll: true});
    this.card.scrollIntoView({block: 'nearest'});
  }

  close(onClose) {
    this.hide();
    onClose();
    (this.opener?.isConnected ? this.opener : byId('waits')).focus({preventScroll: true});
  }

  hide() {
    setHidden(this.card, true);
  }
}
