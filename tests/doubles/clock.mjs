// A clock that stands still while a script computes and jumps to the next timer when it waits, so that nobody waits for it.
import { waiting } from "../library/network.mjs";

const RealDate = Date;
const turn = () => new Promise(setImmediate);
/** Turns of Node's loop until what is under way has come to rest: promises, ticks and the reading of a reply. */
const TURNS = 4;

export class Clock {
  #timers = [];
  #made = 0;

  constructor(now) {
    this.now = RealDate.parse(now);
  }

  #add(after, repeats, run, args) {
    const timer = { id: (this.#made += 1), at: this.now + Math.max(1, Number(after) || 0), repeats, after, run: () => run(...args), ref: () => timer, unref: () => timer, hasRef: () => true };
    this.#timers.push(timer);
    return timer;
  }

  #remove(timer) {
    this.#timers = this.#timers.filter((one) => one !== timer && one.id !== timer);
  }

  /** Timers for a script. */
  globals() {
    const remove = (timer) => this.#remove(timer);
    return {
      setTimeout: (run, after, ...args) => this.#add(after, false, run, args),
      setInterval: (run, after, ...args) => this.#add(after, true, run, args),
      clearTimeout: remove,
      clearInterval: remove,
    };
  }

  /** Turns until `done` says so, there is nothing to wait for, or the time is out; says which. */
  async run(done, limit, onError) {
    for (;;) {
      for (let count = 0; count < TURNS && !done(); count += 1) await turn();
      if (done()) return "done";
      if (waiting()) {
        await new Promise((resolve) => { setTimeout(resolve, 1); });
        continue;
      }
      const next = this.#timers.reduce((first, timer) => (first && (first.at < timer.at || (first.at === timer.at && first.id < timer.id)) ? first : timer), null);
      if (!next) return "idle";
      if (next.at > limit) {
        this.now = limit;
        return "late";
      }
      this.now = Math.max(this.now, next.at);
      this.#remove(next);
      if (next.repeats) this.#timers.push(Object.assign(next, { at: this.now + Math.max(1, Number(next.after) || 0), id: next.id }));
      try {
        next.run();
      } catch (error) {
        onError(error);
      }
    }
  }

  /** Forgets the timers of a script that has ended. */
  forget() {
    this.#timers = [];
  }
}

/** Lets `Date` show a clock, for packages too. */
export function showTime(current) {
  const Shown = function Date(...args) {
    return new.target ? Reflect.construct(RealDate, args.length ? args : [current().now], new.target === Shown ? RealDate : new.target) : new RealDate(current().now).toString();
  };
  Object.setPrototypeOf(Shown, RealDate);
  Shown.prototype = RealDate.prototype;
  Shown.now = () => current().now;
  RealDate.prototype.constructor = Shown;
  globalThis.Date = Shown;
}
