// What the report lists: values as JSON has them.

/** Stands for a text that is documented nowhere. */
export const ANY = "…";

/** A value as JSON has it; what JSON cannot say becomes null, as in a list. */
export const plain = (value) => JSON.parse(JSON.stringify([value]))[0];

/** A value as JSON has it; undefined for what JSON leaves out of an object. */
export const json = (value) => JSON.parse(JSON.stringify({ value })).value;

/** Notes a call, with its arguments as they are now. */
export function record(effects, kind, args) {
  effects.push({ kind, args: [...args].map(plain) });
}
