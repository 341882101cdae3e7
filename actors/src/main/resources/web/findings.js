// What the supervisors found, the newest on top.

import {Children, announce, byId, el, setHidden, setText} from './dom.js';
import {showTree} from './tree.js';
import {kindWord, moment} from './words.js';

const GRAVE = {deadlock: 'dead', long_wait: 'stuck', stalled_mailbox: 'stuck', backlog: 'grows', lock_order: 'grows', file_max: 'grows'};

const keyOf = (finding) => `${finding.kind} ${finding.subject} ${finding.since_ns}`;

export class Findings {
  constructor() {
    this.known = new Set();
    this.list = new Children(byId('finding-list'), keyOf, make, show);
  }

  show({findings}) {
    const newestFirst = [...findings].sort((one, other) => other.at_ns - one.at_ns);
    this.list.show(newestFirst);
    setHidden(byId('no-findings'), findings.length > 0);
    setText(byId('findings-number'), String(findings.length));
    for (const finding of findings) {
      if (!this.known.has(keyOf(finding))) {
        this.known.add(keyOf(finding));
        announce(`finding: ${kindWord(finding.kind)}: ${finding.headline}`);
      }
    }
  }
}

function make(finding) {
  const item = el('li', {class: `finding ${GRAVE[finding.kind] ?? 'remark'}`, 'data-kind': finding.kind});
  item.headline = el('span', {class: 'headline'});
  item.details = el('div', {class: 'tree', tabIndex: 0, role: 'group', 'aria-label': 'details'});
  const top = el('span', {class: 'finding-top'}, el('i', {class: 'glyph'}), el('strong', {}, kindWord(finding.kind)),
    el('span', {class: 'finding-time'}, moment(finding.at_ns)));
  const summary = el('summary', {}, top, item.headline);
  item.append(finding.details.length > 0 ? el('details', {}, summary, item.details) : el('div', {class: 'bare'}, top, item.headline));
  return item;
}

function show(item, finding) {
  setText(item.headline, finding.headline);
  showTree(item.details, finding.details);
}
