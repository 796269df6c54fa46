import {CompareView} from './compare-view.js';
import {ConfusionView} from './confusion-view.js';
import {CurvesView} from './curves-view.js';
import {ReconstructionsView} from './reconstructions-view.js';
import {RunView} from './run-view.js';
import {SweepView} from './sweep-view.js';

/** The views by their name in the address, each with its label and its class. */
export const VIEWS = new Map([['run', ['Overview', RunView]], ['curves', ['Curves', CurvesView]],
  ['compare', ['Compare', CompareView]], ['reconstructions', ['Reconstructions', ReconstructionsView]],
  ['confusion', ['Confusion', ConfusionView]], ['sweep', ['Sweep', SweepView]]]);

export const FIRST_VIEW = 'curves';
