// What the supervisors found, the newest on top.

import {Children, announce, byId, el, setAttribute, setHidden, setText} from './dom.js';
import {showTree} from './tree.js';
import {kindWord, moment} from './words.js';

const GRAVE = {deadlock: 'dead', stack_overflow: 'dead', use_after_free: 'dead', spinning: 'dead', long_wait: 'stuck', would_be_a_deadlock: 'stuck', stalled_mailbox: 'stuck', backlog: 'grows', undrained: 'grows', lock_order: 'grows', file_max: 'grows'};

/** What stands on a list of puts keeps nobody waiting, and is no more than a remark. */
const graveness = ({kind, implies}) => (kind === 'stalled_mailbox' && implies === 'ok' ? 'remark' : GRAVE[kind] ?? 'remark');

const keyOf = (finding) => `${finding.kind} ${finding.subject} ${finding.since_ns}`;

export class Findings {
  constructor() {
    this.known = new Map();
    this.list = new Children(byId('finding-list'), keyOf, make, show);
  }

  /** In the order in which they came; some are found anew with every look, and would not stay in their place by time. */
  show({findings}) {
    for (const finding of [...findings].sort((one, other) => one.at_ns - other.at_ns)) {
      if (!this.known.has(keyOf(finding))) {
        this.known.set(keyOf(finding), this.known.size);
        announce(`finding: ${kindWord(finding.kind)}: ${finding.headline}`);
      }
    }
    const placeOf = (finding) => this.known.get(keyOf(finding));
    this.list.show([...findings].sort((one, other) => placeOf(other) - placeOf(one)));
    setHidden(byId('no-findings'), findings.length > 0);
    setText(byId('findings-number'), String(findings.length));
  }
}

/** One finding as an item of a list. */
export function findingItem(finding) {
  const item = make(finding);
  show(item, finding);
  return item;
}

function make(finding) {
  const item = el('li', {class: `finding ${graveness(finding)}`, 'data-kind': finding.kind});
  item.headline = el('span', {class: 'headline'});
  item.details = el('div', {class: 'tree', tabIndex: 0, role: 'group', 'aria-label': 'details'});
  const top = el('span', {class: 'finding-top'}, el('i', {class: 'glyph'}), el('strong', {}, kindWord(finding.kind)),
    el('span', {class: 'finding-time'}, finding.at_ns === null ? '' : moment(finding.at_ns)));
  const summary = el('summary', {}, top, item.headline);
  item.append(finding.details.length > 0 ? el('details', {}, summary, item.details) : el('div', {class: 'bare'}, top, item.headline));
  return item;
}

function show(item, finding) {
  setAttribute(item, 'class', `finding ${graveness(finding)}`);
  setText(item.headline, finding.headline);
  showTree(item.details, finding.details);
}
