// The form of one fault: which, on what, for how long, with what settings.

import {byId, el, setAttribute, setHidden, setText} from './dom.js';

const ABOUT = {
  hang: 'Leaves requests where they are, yet answers pings, so that no limit on silence ends a call.',
  slow: 'Takes so many times as long for every request that it starts.',
  crash: 'Dies with its requests; its supervisor starts it again after 1 s, later if it crashes again soon. With a duration it stays away for so long.',
  partition: 'No packet comes or goes; calls die at the limit on silence.',
  drop: 'Requests are lost on the way; the client sends them again.',
  'slow-step': 'Whatever takes time in it takes so many times as long.',
  'memory-pressure': 'Finalising a file takes so many times as long, on every file system.',
  hold: 'Somebody queues for the lock like any other, takes it and keeps it.',
  pause: 'Goes no further, with all it holds.',
  kill: 'Never runs again and keeps what it holds. Cannot be lifted.',
};
const SETTINGS = {
  factor: {example: '10', about: 'times slower'},
  probability: {example: '0.1', about: '0 to 1'},
  count: {example: '', about: 'a count'},
  duration: {example: '10ms', about: 'a duration'},
};
const LOCKS = ['mutex', 'rw-semaphore', 'semaphore'];
const LOCKS_AT_MOST = 200;
const NUMBER = /^-?\d+(\.\d+)?([eE]-?\d+)?$/;

export class FaultForm {
  constructor(inject) {
    this.inject = inject;
    this.locks = new Set();
    this.form = byId('fault-form');
    this.kinds = byId('fault-kinds');
    this.fields = byId('fault-fields');
    this.button = byId('inject');
    this.form.addEventListener('submit', (event) => this.submit(event));
    this.form.addEventListener('input', () => this.showButton());
  }

  /** Offers what the run knows; a form that somebody is filling in is left alone. */
  show(known, over) {
    const signature = JSON.stringify(known);
    if (this.signature !== signature) {
      this.signature = signature;
      this.known = known;
      this.offerKinds();
    }
    this.button.disabled = over || this.busy;
  }

  offerKinds() {
    const chosen = this.kind?.do;
    const usable = this.known.filter((kind) => kind.targets.length > 0 || kind.do === 'hold');
    this.kinds.replaceChildren(this.kinds.firstElementChild, ...usable.map((kind) => this.kindButton(kind)));
    const first = usable.find((kind) => kind.do === chosen) ?? usable[0];
    if (first) {
      this.choose(first);
    }
  }

  kindButton(kind) {
    const radio = el('input', {type: 'radio', name: 'do', value: kind.do, onchange: () => this.choose(kind)});
    return el('label', {class: 'kind'}, radio, el('span', {}, kind.do));
  }

  choose(kind, target) {
    this.kind = kind;
    this.kinds.querySelector(`input[value="${kind.do}"]`).checked = true;
    setText(byId('fault-about'), ABOUT[kind.do] ?? '');
    const fields = [this.targetField(kind, target)];
    for (const [name, setting] of Object.entries(kind.settings)) {
      fields.push(settingField(name, setting));
    }
    if (!kind.final) {
      fields.push(field('for', el('input', {name: 'for', size: '12', placeholder: 'until lifted', autocomplete: 'off'}), 'as in 15s'));
    }
    this.fields.replaceChildren(...fields);
    setHidden(byId('fault-error'), true);
    this.showButton();
  }

  /** What it is put on: one of a list, or where anything of a kind will do, a name with those seen so far at hand. */
  targetField(kind, target) {
    if (kind.targets.length === 0) {
      return field('on', el('input', {name: 'on', list: 'seen-locks', placeholder: 'mmap_lock(app)', value: [...this.locks][0] ?? '', autocomplete: 'off'}), '');
    }
    const select = el('select', {name: 'on'}, ...kind.targets.map((name) => el('option', {value: name}, name)));
    if (kind.targets.includes(target)) {
      select.value = target;
    }
    return field('on', select, '');
  }

  /** Remembers the locks that tasks hold or wait for: the names that a lock can be held by. */
  noteLocks(tasks) {
    const before = this.locks.size;
    for (const {holds, waits_for: wait} of tasks) {
      for (const {resource, kind} of wait ? [...holds, wait] : holds) {
        if (LOCKS.includes(kind) && this.locks.size < LOCKS_AT_MOST) {
          this.locks.add(resource);
        }
      }
    }
    if (this.locks.size !== before) {
      byId('seen-locks').replaceChildren(...[...this.locks].sort().map((name) => el('option', {value: name})));
    }
  }

  /** Makes ready to break this task. */
  offerTask(name) {
    const kind = this.known?.find((one) => one.do === 'pause' && one.targets.includes(name))
      ?? this.known?.find((one) => one.targets.includes(name));
    if (kind) {
      this.choose(kind, name);
      this.form.scrollIntoView({block: 'nearest'});
      this.fields.querySelector('[name=on]').focus();
    }
  }

  request() {
    const request = {do: this.kind.do};
    for (const input of this.fields.querySelectorAll('[name]')) {
      const value = input.value.trim();
      if (value !== '') {
        request[input.name] = input.dataset.setting && NUMBER.test(value) ? Number(value) : value;
      }
    }
    return request;
  }

  showButton() {
    const {do: kind, on, for: lasts, ...settings} = this.request();
    const more = Object.entries(settings).map(([name, value]) => ` ${name} ${value}`).join('');
    setText(this.button, `Inject ${kind}${on && on !== 'machine' ? ` on ${on}` : ''}${more}${lasts ? ` for ${lasts}` : ''}`);
  }

  async submit(event) {
    event.preventDefault();
    await this.begin();
  }

  /** Begins what is prepared. */
  async begin() {
    if (this.button.disabled || !this.kind) {
      return;
    }
    setHidden(byId('fault-error'), true);
    this.fields.querySelectorAll('[aria-invalid]').forEach((input) => setAttribute(input, 'aria-invalid', null));
    try {
      await this.inject(this.request());
    } catch (problem) {
      this.showProblem(problem);
    }
  }

  showProblem(problem) {
    const legal = problem.problems?.[0]?.legal ?? [];
    const error = byId('fault-error');
    error.textContent = problem.message + (legal.length > 0 && legal.length <= 8 ? ` Known: ${legal.join(', ')}.` : '');
    setHidden(error, false);
    const wrong = problem.problems?.[0] && this.fields.querySelector(`[name="${CSS.escape(problem.problems[0].field)}"]`);
    if (wrong) {
      setAttribute(wrong, 'aria-invalid', 'true');
      wrong.focus();
    }
  }
}

function settingField(name, {kind, required}) {
  const {example, about} = SETTINGS[kind] ?? {example: '', about: ''};
  const input = el('input', {name, size: '7', inputmode: 'decimal', 'data-setting': kind, autocomplete: 'off',
    value: required ? example : '', placeholder: required ? '' : 'not set'});
  return field(name, input, about);
}

function field(name, input, about, ...more) {
  return el('label', {class: 'field'}, el('span', {class: 'field-name'}, name), input, ...more, el('span', {class: 'field-about'}, about));
}
