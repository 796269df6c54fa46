import {address} from './api.js';
import {element, whenChanged} from './dom.js';

/** Sections of the report that the page does not show otherwise. */
const SECTIONS = ['front', 'slices', 'parallel', 'importance', 'surface'];

/** Slices, parallel coordinates, importance and contour of a sweep, from the report of the trials so far. */
export class SweepReport {
  constructor() {
    this.frame = element('iframe', {class: 'report', title: 'Slices, parallel coordinates and importance',
      scrolling: 'no', load: () => this.fit()});
    this.element = element('section', {class: 'group'}, this.frame);
    new ResizeObserver(() => this.resize()).observe(this.element);
    this.content = new ResizeObserver(() => this.resize());
    this.fill = whenChanged((id, ended) => {
      const filters = id === this.id ? this.frame.contentWindow?.location.hash ?? '' : '';
      this.id = id;
      this.frame.src = address(`sweeps/${id}/report?ended=${ended}`) + filters;
    });
  }

  /** Shows the report again whenever another trial has ended; before the first one, there is none. */
  update(id, ended) {
    this.element.hidden = ended === 0;
    if (ended > 0) {
      this.fill(id, ended);
    }
  }

  /** Leaves the sections that the page needs, and opens links in tabs of their own. */
  fit() {
    const {body} = this.frame.contentDocument;
    const sections = SECTIONS.map(id => this.frame.contentDocument.getElementById(id)).filter(part => part !== null);
    if (sections.length > 0) {
      body.replaceChildren(...sections);
      body.querySelectorAll('a').forEach(link => link.setAttribute('target', '_blank'));
      this.content.disconnect();
      this.content.observe(body);
    }
    this.resize();
  }

  resize() {
    const page = this.frame.contentDocument?.documentElement;
    if (page) {
      this.frame.style.height = '0';
      this.frame.style.height = `${page.scrollHeight}px`;
    }
  }
}
