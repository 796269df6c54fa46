/** Settings that do not affect the results. */
const NEUTRAL = new Set(['name', 'threads', 'data.dir']);

/** Maximum number of settings in the note of a run. */
const MAX_SETTINGS = 2;

/** Returns all keys of several objects. */
export function keys(objects) {
  return [...new Set(objects.flatMap(object => Object.keys(object)))].sort();
}

/** Returns the settings that are not the same in all configurations. */
export function differing(configs) {
  return keys(configs).filter(key => new Set(configs.map(config => config[key])).size > 1);
}

/**
 * Returns a short note on the differing settings of each configuration; empty if there are too many.
 *
 * @param {Object[]} configs values by dotted key
 */
export function distinctions(configs) {
  const different = differing(configs).filter(key => !NEUTRAL.has(key));
  return configs.map(config => different.length > MAX_SETTINGS ? '' : different.filter(key => key in config)
    .map(key => `${key.split('.').at(-1)} ${config[key]}`).join(', '));
}
