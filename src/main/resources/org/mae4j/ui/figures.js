/** Stages that train, and what their lines are called. */
const PRETRAINING = ['pretrain', 'pre-training'];
const CLASSIFIERS = [
  ['finetune', 'fine-tuned'],
  ['scratch', 'from scratch'],
  ['linearProbe', 'linear probe'],
  ['randomProbe', 'linear, random encoder'],
  ['pixelProbe', 'linear, raw pixels'],
];
const ALL = [PRETRAINING, ...CLASSIFIERS];

/** Lengths that are drawn and left out, for the first line of a figure, the second … */
const DASHES = [[], [6, 4], [2, 3], [9, 3, 2, 3], [12, 3], [4, 2]];

const NOISY = {noisy: true};
const MARKED = {marked: true};

/** Means over what another curve shows step by step. */
const REPEATED = /\.train\.epochLoss$/;

/**
 * Figures in their groups. A figure's `curves` name the series of a run that it draws; `noisy` ones can be smoothed,
 * points of `marked` ones are few enough to be seen each; `factor` is multiplied to their values; a run whose
 * configuration has the key and the value of `unless` is left out.
 */
const GROUPS = [
  {title: 'Pre-training', figures: [
    {id: 'loss', title: 'Loss', unit: 'as it is minimized', log: true, curves: [
      {series: 'pretrain.train.loss', label: 'training', dash: [], noisy: true},
      {series: 'pretrain.val.loss', label: 'held-out', dash: DASHES[1], marked: true},
    ]},
    {id: 'mse', title: 'Masked MSE', unit: 'pixels in [0, 1]', log: true, curves: [
      // The loss has pixels in [-1, 1], where errors are twice and their squares four times as large.
      {series: 'pretrain.train.loss', label: 'training', dash: [], noisy: true, factor: 0.25,
        unless: ['model.normalizeTargets', 'true']},
      {series: 'pretrain.val.maskedMse', label: 'held-out', dash: DASHES[1], marked: true},
    ]},
    {id: 'rate', title: 'Learning rate', unit: '', curves: one('pretrain.learningRate')},
    {id: 'norm', title: 'Gradient norm', unit: '', log: true, curves: one('pretrain.gradientNorm', NOISY)},
  ]},
  {title: 'Classifiers', figures: [
    {id: 'c-loss', title: 'Loss', unit: 'of training images', curves: each(CLASSIFIERS, 'train.loss', NOISY)},
    {id: 'c-accuracy', title: 'Accuracy', unit: 'of held-out images', share: true,
      curves: each(CLASSIFIERS, 'val.accuracy', MARKED)},
    {id: 'c-rate', title: 'Learning rate', unit: '', curves: each(CLASSIFIERS, 'learningRate')},
    {id: 'c-norm', title: 'Gradient norm', unit: '', log: true, curves: each(CLASSIFIERS, 'gradientNorm', NOISY)},
  ]},
  {title: 'Machine', figures: [
    {id: 'speed', title: 'Speed', unit: 'images per second', curves: each(ALL, 'system.imagesPerSecond', NOISY)},
    {id: 'memory', title: 'Memory', unit: 'resident, MB', curves: each(ALL, 'system.residentMb')},
    {id: 'heap', title: 'Java heap', unit: 'MB', curves: each(ALL, 'system.heapMb')},
    {id: 'waiting', title: 'Waiting for images', unit: 'share of time', curves: each(ALL, 'system.waiting')},
  ]},
];
const NAMED = new Set(GROUPS.flatMap(group => group.figures).flatMap(figure => figure.curves)
  .map(curve => curve.series));

/** The groups with what there is to draw; a series that no figure knows gets one of its own. */
export function groupsFor(names) {
  const others = names.filter(name => !NAMED.has(name) && !REPEATED.test(name)).sort()
    .map(name => ({id: name, title: name, unit: '', curves: one(name, NOISY)}));
  return [...GROUPS, {title: 'Others', figures: others}]
    .map(group => ({...group, figures: group.figures.filter(figure => has(figure, names))}))
    .filter(group => group.figures.length > 0);
}

function has(figure, names) {
  return figure.curves.some(curve => names.includes(curve.series));
}

function one(series, how = {}) {
  return [{series, label: '', dash: [], ...how}];
}

function each(stages, what, how = {}) {
  return stages.map(([stage, label], i) => ({series: `${stage}.${what}`, label, dash: DASHES[i], ...how}));
}
