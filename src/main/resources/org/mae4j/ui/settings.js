/** Settings that say where a run is, not what it does. */
const PLACES = new Set(['name', 'threads', 'data.dir']);

/** So many differing settings can stand beside a name. */
const MOST = 2;

/** All keys of several objects. */
export function keys(objects) {
  return [...new Set(objects.flatMap(object => Object.keys(object)))].sort();
}

/** Settings that are not the same in all configurations. */
export function differing(configs) {
  return keys(configs).filter(key => new Set(configs.map(config => config[key])).size > 1);
}

/**
 * What tells each of several configurations from the others, in a few words; nothing where that would take many.
 *
 * @param {Object[]} configs values by dotted key
 */
export function distinctions(configs) {
  const told = differing(configs).filter(key => !PLACES.has(key));
  return configs.map(config => told.length > MOST ? '' : told.filter(key => key in config)
    .map(key => `${key.split('.').at(-1)} ${config[key]}`).join(', '));
}
