import {setting} from './format.js';

/** Maximum number of settings in the note of a run. */
const MAX_SETTINGS = 2;

/** The directory of the data belongs to the machine. */
const MACHINE = 'data.dir';

/** Groups of settings that decide which images are masked where. */
const IMAGES = /^(data\.(?!labeledFraction$)|seed$|pretrain\.validationImages$)/;
const MASKS = /^(model\.(maskRatio|masking\.|patch)|seed$)/;

/** Returns all keys of several objects. */
export function keys(objects) {
  return [...new Set(objects.flatMap(object => Object.keys(object)))].sort();
}

/** Returns the settings that cannot be the reason of a difference. */
export function neutralSettings({withoutEffect}) {
  return new Set([...withoutEffect, MACHINE]);
}

/**
 * Returns the settings that are not the same in all configurations.
 *
 * @param {Object[]} configs values by dotted key
 * @param {Set<string>} neutral settings that are left out
 */
export function differing(configs, neutral) {
  return keys(configs).filter(key => !neutral.has(key) && new Set(configs.map(config => config[key])).size > 1);
}

/**
 * Returns a short note on the differing settings of each configuration; empty if there are too many.
 *
 * @param {Object[]} configs values by dotted key
 * @param {string[]} different keys of the differing settings
 */
export function distinctions(configs, different) {
  return configs.map(config => different.length > MAX_SETTINGS ? '' : different.filter(key => key in config)
    .map(key => described(key, config[key])).join(', '));
}

/** Returns the last part of the key of a setting and its value, a string. */
export function described(key, value) {
  return `${key.split('.').at(-1)} ${setting(value ?? '–')}`;
}

/** Says that settings differ. */
export function difference(names) {
  return names.length === 1 ? `${names[0]} differs` : `${names.slice(0, -1).join(', ')} and ${names.at(-1)} differ`;
}

/**
 * Returns the settings for which a metric of these runs is not comparable: reconstruction errors need the same images
 * and masks, other validation metrics the same images.
 *
 * @param {Object[]} configs values by dotted key
 * @param {Set<string>} neutral settings that are left out
 * @param {boolean} isReconstruction whether the metric depends on masks
 */
export function obstacles(configs, neutral, isReconstruction) {
  return differing(configs, neutral).filter(key => IMAGES.test(key) || isReconstruction && MASKS.test(key));
}
