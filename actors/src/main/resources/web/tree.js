// Lines that are indented like a tree, each of which may be longer than the place it has.

import {el} from './dom.js';

const BRANCH_WIDTH = 3;

/** Shows the lines; what does not fit goes on under its own beginning, not under that of its parent. */
export function showTree(box, lines) {
  const text = lines.join('\n');
  if (box.shownLines !== text) {
    box.shownLines = text;
    box.replaceChildren(...lines.map(treeLine));
  }
}

function treeLine(line) {
  const [, indent, branch] = /^(\s*(?:\|\s+)*)([`|]-\s)?/.exec(line);
  const hang = indent.length + (branch ? BRANCH_WIDTH : 0);
  const element = el('div', {}, line);
  element.style.paddingLeft = `${hang}ch`;
  element.style.textIndent = `-${hang}ch`;
  return element;
}
