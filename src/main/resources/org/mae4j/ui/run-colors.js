import {described} from './config-differences.js';

/**
 * Returns the runs in groups of the same value of a setting; those of a group share a color and have the value in their
 * note.
 *
 * @param {Object[]} runs runs with `settings`, `slot` and `note`
 * @param {string} key dotted key of a setting
 */
export function colored(runs, key) {
  const values = [...new Set(runs.map(run => run.settings[key]))]
    .sort((a, b) => String(a).localeCompare(String(b), 'en', {numeric: true}));
  return runs.map(run => {
    const group = described(key, run.settings[key]);
    return {...run, slot: values.indexOf(run.settings[key]) % 20, group, note: withValue(run, group)};
  }).sort((a, b) => a.slot - b.slot);
}

function withValue({note}, value) {
  return note.split(', ').includes(value) ? note : [value, note].filter(text => text !== '').join(', ');
}
