// `<pane-splitter>`: the line between two panes. Drag it, or focus it and press the arrows; a double press resets. The
// width is a custom property of the page grid, which keeps its own smallest widths.

const KEY = 'claimscope.panes';
const STEP = 16;

const kept = () => {
  try {
    const sizes = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    return sizes && typeof sizes === 'object' ? sizes : {};
  } catch {
    return {}; // Storage is denied: the widths hold for this visit.
  }
};

class PaneSplitter extends HTMLElement {
  #drag = null;

  connectedCallback() {
    const size = kept()[this.pane];
    if (Number.isFinite(size)) this.#set(size);
    else this.#say();
    this.addEventListener('pointerdown', this);
    this.addEventListener('dblclick', this);
    this.addEventListener('keydown', this);
    addEventListener('resize', this);
  }

  disconnectedCallback() {
    removeEventListener('resize', this);
  }

  /** `inputs` or `results`. */
  get pane() {
    return this.getAttribute('pane');
  }

  get #area() {
    return this.parentElement.querySelector(`.workbench__${this.pane}`);
  }

  get #grid() {
    return this.closest('.workbench');
  }

  get #width() {
    return Math.round(this.#area?.getBoundingClientRect().width ?? 0);
  }

  /** To the right, the inputs grow and the results shrink. */
  get #sign() {
    return this.pane === 'inputs' ? 1 : -1;
  }

  handleEvent(event) {
    if (event.type === 'pointerdown' && event.button === 0) {
      event.preventDefault();
      this.focus();
      this.setPointerCapture(event.pointerId);
      this.#drag = { x: event.clientX, width: this.#width };
      for (const type of ['pointermove', 'pointerup', 'pointercancel']) this.addEventListener(type, this);
    } else if (event.type === 'pointermove' && this.#drag) {
      this.#set(this.#drag.width + this.#sign * (event.clientX - this.#drag.x));
    } else if (event.type === 'pointerup' || event.type === 'pointercancel') {
      if (this.#drag && event.clientX !== this.#drag.x) this.#keep(this.#width);
      this.#drag = null;
      for (const type of ['pointermove', 'pointerup', 'pointercancel']) this.removeEventListener(type, this);
    } else if (event.type === 'dblclick') {
      this.#reset();
    } else if (event.type === 'keydown') {
      const way = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (way) this.#set(this.#width + this.#sign * way * STEP);
      else if (event.key === 'Enter') this.#reset();
      else return;
      event.preventDefault();
      if (way) this.#keep(this.#width);
    } else if (event.type === 'resize') {
      this.#say();
    }
  }

  #set(width) {
    this.#grid.style.setProperty(`--${this.pane}-size`, `${Math.max(Math.round(width), 0)}px`);
    this.#changed();
  }

  #reset() {
    this.#grid.style.removeProperty(`--${this.pane}-size`);
    this.#keep(undefined);
    this.#changed();
  }

  #changed() {
    this.#say();
    dispatchEvent(new Event('resize')); // The wires measure where they start and end.
  }

  #keep(width) {
    try {
      localStorage.setItem(KEY, JSON.stringify({ ...kept(), [this.pane]: width }));
    } catch {
      // See `kept`.
    }
  }

  #say() {
    this.setAttribute('aria-valuenow', String(this.#width));
    this.setAttribute('aria-valuetext', `${this.#width} pixels`);
    this.setAttribute('aria-valuemin', '0');
    this.setAttribute('aria-valuemax', String(Math.max(innerWidth, this.#width)));
  }
}

if (!customElements.get('pane-splitter')) customElements.define('pane-splitter', PaneSplitter);
