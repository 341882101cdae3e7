// What can be broken, and what is broken now.

import {ask} from './connection.js';
import {Children, announce, byId, el, setHidden, setText} from './dom.js';
import {FaultForm} from './fault-form.js';
import {age} from './words.js';

export class Faults {
  constructor() {
    this.form = new FaultForm((request) => this.inject(request));
    this.active = new Children(byId('active-faults'), (fault) => fault.id, (fault) => this.makeRow(fault), showRow);
    this.liftAll = byId('lift-all');
    this.liftAll.addEventListener('click', () => this.reset());
  }

  show({state, tasks, faults}) {
    this.form.show(faults.known, state.over);
    this.form.noteLocks(tasks);
    this.active.show(faults.active);
    setHidden(this.liftAll, faults.active.filter((fault) => !fault.final).length < 2);
  }

  makeRow(fault) {
    const row = el('li', {'data-fault': fault.id});
    row.age = el('span', {class: 'fault-age'});
    const lift = el('button', {type: 'button', onclick: () => this.lift(fault.id)}, 'Lift');
    lift.setAttribute('aria-label', `Lift fault #${fault.id} ${fault.do} on ${fault.on}`);
    row.append(el('i', {class: 'glyph bolt'}), el('span', {class: 'fault-what'}, el('strong', {}, `#${fault.id} ${fault.on}`), ` ${fault.what}`),
      row.age, fault.final ? el('span', {class: 'final'}, 'cannot be lifted') : lift);
    return row;
  }

  async inject(request) {
    const {id, what, on} = await ask('POST', '/faults', request);
    announce(`fault #${id} ${on} ${what} begins`);
  }

  async lift(id) {
    const hadFocus = byId('active-faults').contains(document.activeElement);
    try {
      await ask('DELETE', `/faults/${id}`);
      announce(`fault #${id} lifted`);
    } catch (problem) {
      this.form.showProblem(problem);
    }
    if (hadFocus) {
      byId('faults').focus();
    }
  }

  async reset() {
    try {
      const {lifted} = await ask('POST', '/faults/reset');
      announce(`lifted ${lifted.map((id) => `#${id}`).join(', ')}`);
    } catch (problem) {
      this.form.showProblem(problem);
    }
    byId('faults').focus();
  }
}

function showRow(row, fault) {
  const left = fault.final ? '' : fault.left_ns === null ? ', until lifted' : `, ${age(fault.left_ns)} left`;
  setText(row.age, `${age(fault.age_ns)} old${left}`);
}
