// What the report lists: values as JSON has them.

/** A value as JSON has it; what JSON cannot say becomes null, as in a list. */
export const plain = (value) => JSON.parse(JSON.stringify([value]))[0];

/** Notes a call, with its arguments as they are now. */
export function record(effects, kind, args) {
  effects.push({ kind, args: [...args].map(plain) });
}
