/**
 * Makes an element. Text from outside becomes text, never markup.
 *
 * @param {string} tag
 * @param {Object} attributes functions become listeners of the event that they are named after; `false` and
 *     `undefined` leave an attribute out
 * @param {...(Node|string|number|null)} children
 */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') {
      made.addEventListener(name, value);
    } else if (value !== undefined && value !== false) {
      made.setAttribute(name, value === true ? '' : value);
    }
  }
  made.append(...children.filter(child => child !== null).map(child => child instanceof Node ? child : String(child)));
  return made;
}

/** Calls `make` only when what it is made from differs from the last time, so that focus and scrolling stay. */
export function whenChanged(make) {
  let last;
  return (...values) => {
    const signature = JSON.stringify(values);
    if (signature !== last) {
      last = signature;
      make(...values);
    }
  };
}

/** A sample of a run's color. */
export function swatch(slot) {
  return element('span', {class: `swatch c${slot % 10}${slot >= 10 ? ' again' : ''}`, 'aria-hidden': 'true'});
}

/** What stands in the place of something that is not there (yet). */
export function empty(...words) {
  return element('p', {class: 'empty'}, ...words);
}
