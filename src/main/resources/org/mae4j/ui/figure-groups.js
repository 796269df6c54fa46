/** Dash patterns of the first, the second … line of a figure. */
const DASHES = [[], [6, 4], [2, 3], [9, 3, 2, 3], [12, 3], [4, 2]];

const NOISY = {noisy: true};
const MARKED = {marked: true};

/** Means over an epoch of curves that are shown for each step. */
const EPOCH_MEANS = /\.train\.epochLoss$/;

/** The times of a measurement, which are axes. */
const CLOCK = /\.system\.(seconds|cpuSeconds)$/;

/** The figures of the error of a reconstruction; without normalized targets, they are the same curve times four. */
const ERRORS = ['loss', 'mse'];

/**
 * The figures in groups. `curves` lists the series of a figure. `noisy` curves can be smoothed; each point of a `marked`
 * curve has a marker; values are multiplied by `factor`; runs whose setting `unless[0]` is `unless[1]` are left out.
 */
function grouped({figures, trainings}) {
  // Fine-tuning, which tables list last, is the first line of each figure.
  const classifiers = figures.filter(({name}) => name === 'accuracy')
    .map(({group, subject}) => ({stage: group, title: subject})).reverse();
  return [
    {id: 'pretraining', title: 'Pre-training', figures: [
      {id: 'loss', title: 'Loss', unit: 'training objective', log: true, curves: [
        {series: 'pretrain.train.loss', label: 'training', dash: [], noisy: true},
        {series: 'pretrain.val.loss', label: 'validation', dash: DASHES[1], marked: true},
      ]},
      {id: 'mse', title: 'Masked MSE', unit: 'pixels in [0, 1]', log: true, curves: [
        // The loss is computed for pixels in [-1, 1], where squared errors are four times as large.
        {series: 'pretrain.train.loss', label: 'training', dash: [], noisy: true, factor: 0.25,
          unless: ['model.normalizeTargets', 'true']},
        {series: 'pretrain.val.maskedMse', label: 'validation', dash: DASHES[1], marked: true},
      ]},
      {id: 'rate', title: 'Learning rate', unit: '', curves: one('pretrain.learningRate')},
      {id: 'norm', title: 'Gradient norm', unit: '', log: true, curves: one('pretrain.gradientNorm', NOISY)},
    ]},
    {id: 'classifiers', title: 'Classifiers', figures: [
      {id: 'c-loss', title: 'Loss', unit: 'of training images', curves: each(classifiers, 'train.loss', NOISY)},
      {id: 'c-accuracy', title: 'Accuracy', unit: 'of validation images', share: true,
        curves: each(classifiers, 'val.accuracy', MARKED)},
      {id: 'c-rate', title: 'Learning rate', unit: '', curves: each(classifiers, 'learningRate')},
      {id: 'c-norm', title: 'Gradient norm', unit: '', log: true, curves: each(classifiers, 'gradientNorm', NOISY)},
    ]},
    {id: 'machine', title: 'Machine', figures: [
      {id: 'speed', title: 'Speed', unit: 'images per second', curves: each(trainings, 'system.imagesPerSecond', NOISY)},
      {id: 'memory', title: 'Memory', unit: 'resident, in MB', curves: each(trainings, 'system.residentMb')},
      {id: 'heap', title: 'Java heap', unit: 'in MB', curves: each(trainings, 'system.heapMb')},
      {id: 'waiting', title: 'Waiting for images', unit: 'share of time', curves: each(trainings, 'system.waiting')},
    ]},
  ];
}

/**
 * Returns the groups without empty figures; each series that is in no group gets a figure of its own.
 *
 * @param {string[]} names series of the selected runs
 * @param {Object} evaluations metrics that stages report, and stages that train
 * @param {string} error `loss`, `mse` or `both`
 */
export function groupsFor(names, evaluations, error) {
  const groups = grouped(evaluations);
  const named = new Set(groups.flatMap(group => group.figures).flatMap(figure => figure.curves)
    .map(curve => curve.series));
  const others = names.filter(name => !named.has(name) && !EPOCH_MEANS.test(name) && !CLOCK.test(name)).sort()
    .map(name => ({id: name, title: name, unit: '', curves: one(name, NOISY)}));
  return [...groups, {id: 'others', title: 'Others', figures: others}]
    .map(group => ({...group, figures: group.figures.filter(figure => has(figure, names)
      && (error === 'both' || figure.id === error || !ERRORS.includes(figure.id)))}))
    .filter(group => group.figures.length > 0);
}

function has(figure, names) {
  return figure.curves.some(curve => names.includes(curve.series));
}

function one(series, how = {}) {
  return [{series, label: '', dash: [], ...how}];
}

function each(stages, what, how = {}) {
  return stages.map(({stage, title}, i) =>
    ({series: `${stage}.${what}`, label: title, dash: DASHES[i % DASHES.length], ...how}));
}
