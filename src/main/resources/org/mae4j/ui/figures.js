/** Lengths that are drawn and left out, for the first line of a figure, the second … */
const DASHES = [[], [6, 4], [2, 3], [9, 3, 2, 3], [12, 3], [4, 2]];

const PRETRAINING = 'pretrain';
const NOISY = {noisy: true};
const MARKED = {marked: true};

/** Means over what another curve shows step by step. */
const REPEATED = /\.train\.epochLoss$/;

/**
 * Figures in their groups. A figure's `curves` name the series of a run that it draws; `noisy` ones can be smoothed,
 * points of `marked` ones are few enough to be seen each; `factor` is multiplied to their values; a run whose
 * configuration has the key and the value of `unless` is left out.
 */
function grouped(trainings) {
  const classifiers = trainings.filter(one => one.stage !== PRETRAINING);
  return [
    {title: 'Pre-training', figures: [
      {id: 'loss', title: 'Loss', unit: 'as it is minimized', log: true, curves: [
        {series: 'pretrain.train.loss', label: 'training', dash: [], noisy: true},
        {series: 'pretrain.val.loss', label: 'validation', dash: DASHES[1], marked: true},
      ]},
      {id: 'mse', title: 'Masked MSE', unit: 'pixels in [0, 1]', log: true, curves: [
        // The loss has pixels in [-1, 1], where errors are twice and their squares four times as large.
        {series: 'pretrain.train.loss', label: 'training', dash: [], noisy: true, factor: 0.25,
          unless: ['model.normalizeTargets', 'true']},
        {series: 'pretrain.val.maskedMse', label: 'validation', dash: DASHES[1], marked: true},
      ]},
      {id: 'rate', title: 'Learning rate', unit: '', curves: one('pretrain.learningRate')},
      {id: 'norm', title: 'Gradient norm', unit: '', log: true, curves: one('pretrain.gradientNorm', NOISY)},
    ]},
    {title: 'Classifiers', figures: [
      {id: 'c-loss', title: 'Loss', unit: 'of training images', curves: each(classifiers, 'train.loss', NOISY)},
      {id: 'c-accuracy', title: 'Accuracy', unit: 'of validation images', share: true,
        curves: each(classifiers, 'val.accuracy', MARKED)},
      {id: 'c-rate', title: 'Learning rate', unit: '', curves: each(classifiers, 'learningRate')},
      {id: 'c-norm', title: 'Gradient norm', unit: '', log: true, curves: each(classifiers, 'gradientNorm', NOISY)},
    ]},
    {title: 'Machine', figures: [
      {id: 'speed', title: 'Speed', unit: 'images per second', curves: each(trainings, 'system.imagesPerSecond', NOISY)},
      {id: 'memory', title: 'Memory', unit: 'resident, MB', curves: each(trainings, 'system.residentMb')},
      {id: 'heap', title: 'Java heap', unit: 'MB', curves: each(trainings, 'system.heapMb')},
      {id: 'waiting', title: 'Waiting for images', unit: 'share of time', curves: each(trainings, 'system.waiting')},
    ]},
  ];
}

/**
 * The groups with something to draw. A series that no figure draws has its own figure.
 *
 * @param {string[]} names series of the runs that are shown
 * @param {Object[]} trainings stages that train, each with its title
 */
export function groupsFor(names, trainings) {
  const groups = grouped(trainings);
  const named = new Set(groups.flatMap(group => group.figures).flatMap(figure => figure.curves)
    .map(curve => curve.series));
  const others = names.filter(name => !named.has(name) && !REPEATED.test(name)).sort()
    .map(name => ({id: name, title: name, unit: '', curves: one(name, NOISY)}));
  return [...groups, {title: 'Others', figures: others}]
    .map(group => ({...group, figures: group.figures.filter(figure => has(figure, names))}))
    .filter(group => group.figures.length > 0);
}

function has(figure, names) {
  return figure.curves.some(curve => names.includes(curve.series));
}

function one(series, how = {}) {
  return [{series, label: '', dash: [], ...how}];
}

function each(trainings, what, how = {}) {
  return trainings.map(({stage, title}, i) =>
    ({series: `${stage}.${what}`, label: title, dash: DASHES[i % DASHES.length], ...how}));
}
