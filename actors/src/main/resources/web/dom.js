// The few things this page does to the document: make elements, and change only what has changed.

/** An element with properties, classes, attributes and children. */
export function el(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name === 'class') {
      element.className = value;
    } else if (name.startsWith('on')) {
      element.addEventListener(name.slice(2), value);
    } else if (name in element && typeof value !== 'string') {
      element[name] = value;
    } else {
      element.setAttribute(name, value);
    }
  }
  element.append(...children);
  return element;
}

/** A shape with attributes and children. */
export function svg(tag, attributes = {}, ...children) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  Object.entries(attributes).forEach(([name, value]) => element.setAttribute(name, value));
  element.append(...children);
  return element;
}

export function byId(id) {
  return document.getElementById(id);
}

/** Sets a text; touches the document only if it is another one. */
export function setText(element, text) {
  if (element.shownText !== text) {
    element.shownText = text;
    element.textContent = text;
  }
}

export function setClass(element, name) {
  if (element.className !== name) {
    element.className = name;
  }
}

/** Sets an attribute, or takes it away where the value is null. */
export function setAttribute(element, name, value) {
  if (value === null || value === undefined || value === false) {
    if (element.hasAttribute(name)) {
      element.removeAttribute(name);
    }
  } else if (element.getAttribute(name) !== String(value)) {
    element.setAttribute(name, value);
  }
}

export function setHidden(element, hidden) {
  if (element.hidden !== hidden) {
    element.hidden = hidden;
  }
}

/**
 * Has the children of a container follow a list: elements are made once for each key, updated, put in order, and removed
 * when their item is gone. An element that stays keeps its focus.
 */
export class Children {
  constructor(container, keyOf, create, update) {
    this.container = container;
    this.keyOf = keyOf;
    this.create = create;
    this.update = update;
    this.elements = new Map();
  }

  show(items) {
    const kept = new Set();
    let place = this.container.firstElementChild;
    for (const item of items) {
      const key = this.keyOf(item);
      kept.add(key);
      let element = this.elements.get(key);
      if (!element) {
        element = this.create(item);
        this.elements.set(key, element);
      }
      if (element === place) {
        place = place.nextElementSibling;
      } else {
        this.container.insertBefore(element, place);
      }
      this.update(element, item);
    }
    this.forgetAllBut(kept);
  }

  forgetAllBut(kept) {
    if (kept.size === this.elements.size) {
      return;
    }
    for (const [key, element] of this.elements) {
      if (!kept.has(key)) {
        element.remove();
        this.elements.delete(key);
      }
    }
  }
}

/** Says something to those who do not see the page. */
export function announce(text) {
  byId('announcer').textContent = text;
}

/** The value of a custom property of the style sheet, as in "--wait". */
export function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

export const movesLittle = matchMedia('(prefers-reduced-motion: reduce)');
export const isDark = matchMedia('(prefers-color-scheme: dark)');

/** As in app.css: one column, and the opened task over it. */
export const isNarrow = matchMedia('(max-width: 1040px)');
