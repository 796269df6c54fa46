import {element} from './dom.js';
import {whole} from './format.js';

/** A picture that changes with its slider; the sheets of pre-training come first, then those of later stages. */
export class SheetSlider {
  /** @param {function(Object)} onMove is told the sheet that somebody moved to */
  constructor(id, name, sheets, onMove) {
    this.name = name;
    this.sheets = [...sheets].sort((a, b) =>
      (b.stage === 'pretrain') - (a.stage === 'pretrain') || a.images - b.images);
    this.picture = element('img', {class: 'sheet'});
    this.moment = element('output', {});
    this.input = element('input', {type: 'range', min: 0, max: sheets.length - 1, step: 1, id: `sheet-${id}`,
      disabled: sheets.length === 1, 'aria-label': `moment of ${name}`, input: () => {
        this.show();
        onMove(this.sheet());
      }});
    this.elements = [element('div', {class: 'slide'}, this.input, this.moment), this.picture];
    this.stand(this.sheets.length - 1);
  }

  /** Stands where `before` stood; at the newest sheet, if that stood at its newest or was not there. */
  follow(before) {
    if (before !== undefined && Number(before.input.value) < before.sheets.length - 1) {
      this.moveTo(before.sheet());
    }
  }

  /** Goes to the last sheet of the same stage that is not after `sheet`, if there is one. */
  moveTo({stage, images}) {
    const at = this.sheets.findLastIndex(sheet => sheet.stage === stage && sheet.images <= images);
    if (at >= 0) {
      this.stand(at);
    }
  }

  stand(at) {
    this.input.value = at;
    this.show();
  }

  sheet() {
    return this.sheets[Number(this.input.value)];
  }

  show() {
    const sheet = this.sheet();
    const moment = inWords(sheet);
    this.moment.textContent = moment;
    this.input.setAttribute('aria-valuetext', moment);
    this.picture.src = sheet.url;
    this.picture.alt = `Originals, masked input and reconstructions by ${this.name}, ${moment}`;
    this.fetched = [-1, 1].map(step => this.sheets[Number(this.input.value) + step])
      .filter(next => next !== undefined).map(next => Object.assign(new Image(), {src: next.url}));
  }
}

function inWords({stage, images, epoch}) {
  return [stage === 'pretrain' ? '' : 'the best weights', epoch > 0 ? `epoch ${epoch}` : '',
    images > 0 ? `${whole(images)} images` : ''].filter(part => part !== '').join(' · ');
}
