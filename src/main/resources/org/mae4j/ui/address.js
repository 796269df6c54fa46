/** Colors, and colors with markers: more runs than these look like an earlier one. */
const SLOTS = 20;

/**
 * What is shown, as it stands behind the # of the address: a bookmark leads back to it.
 * `runs` maps the ids of the runs that are shown to the slot that gives their color.
 */
export class Address {
  constructor() {
    this.listeners = [];
    this.read();
    window.addEventListener('hashchange', () => {
      this.read();
      this.tell();
    });
  }

  read() {
    this.values = new Map();
    for (const part of location.hash.slice(1).split('&').filter(part => part.includes('='))) {
      const at = part.indexOf('=');
      this.values.set(part.slice(0, at), decoded(part.slice(at + 1)));
    }
    this.runs = new Map();
    for (const part of this.list('runs', [])) {
      const [id, slot] = part.split(':');
      this.runs.set(id, /^\d+$/.test(slot) && slot < SLOTS ? Number(slot) : this.freeSlot());
    }
  }

  get(name, otherwise) {
    return this.values.get(name) ?? otherwise;
  }

  /** A list, which can be empty; `otherwise` where the address does not name it. */
  list(name, otherwise) {
    return this.values.has(name) ? this.values.get(name).split(',').filter(part => part !== '') : otherwise;
  }

  /** Sets values and goes to the new address; the browser's history grows only by another view. */
  set(changes) {
    const before = this.get('view');
    Object.entries(changes).forEach(([name, value]) => this.values.set(name, String(value)));
    this.go(this.get('view') !== before);
  }

  /** Shows `ids` and no other run; those that are shown already keep their colors. */
  select(ids) {
    const before = this.runs;
    this.runs = new Map(ids.filter(id => before.has(id)).map(id => [id, before.get(id)]));
    ids.filter(id => !before.has(id)).forEach(id => this.runs.set(id, this.freeSlot()));
    this.set({runs: [...this.runs].map(([id, slot]) => `${id}:${slot}`).join(',')});
  }

  toggle(id) {
    this.select(this.runs.has(id) ? [...this.runs.keys()].filter(other => other !== id) : [...this.runs.keys(), id]);
  }

  /** Whether the address says which runs are shown, if only that none is. */
  namesRuns() {
    return this.values.has('runs');
  }

  onChange(listener) {
    this.listeners.push(listener);
  }

  freeSlot() {
    const taken = new Set(this.runs.values());
    return [...Array(SLOTS).keys()].find(slot => !taken.has(slot)) ?? this.runs.size % SLOTS;
  }

  go(another) {
    const hash = '#' + [...this.values].map(([name, value]) => `${name}=${encoded(value)}`).join('&');
    history[another ? 'pushState' : 'replaceState'](null, '', hash);
    this.tell();
  }

  tell() {
    this.listeners.forEach(listener => listener());
  }
}

function encoded(value) {
  return encodeURIComponent(value).replaceAll('%3A', ':').replaceAll('%2C', ',');
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
