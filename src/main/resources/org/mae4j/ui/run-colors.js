/**
 * Returns the runs in groups of the same value of a setting; those of a group share a color and have the value in their
 * note. Without such a setting, the runs stay as they are.
 *
 * @param {Object[]} runs runs with `settings`, `slot` and `note`
 * @param {string} key dotted key of a setting
 */
export function colored(runs, key) {
  const values = [...new Set(runs.map(run => run.settings[key]))]
    .sort((a, b) => String(a).localeCompare(String(b), 'en', {numeric: true}));
  if (values.every(value => value === undefined)) {
    return runs;
  }
  const name = key.split('.').at(-1);
  return runs.map(run => ({...run, slot: values.indexOf(run.settings[key]) % 20,
    group: `${name} ${run.settings[key] ?? '–'}`, note: withValue(run, `${name} ${run.settings[key] ?? '–'}`)}))
    .sort((a, b) => a.slot - b.slot);
}

function withValue({note}, value) {
  return note.split(', ').includes(value) ? note : [value, note].filter(text => text !== '').join(', ');
}
