/** A function of the calculator. */
export interface CalculatorFunction {
  /** How many values it takes at most; at least one. */
  readonly most: number
  apply(...values: readonly number[]): number
}

/** The functions the calculator knows. Angles are in radians; `log` is to base 10, `ln` the natural one. */
export const functions: ReadonlyMap<string, CalculatorFunction> = new Map([
  ...Object.entries({
    sqrt: Math.sqrt,
    cbrt: Math.cbrt,
    abs: Math.abs,
    floor: Math.floor,
    ceil: Math.ceil,
    exp: Math.exp,
    ln: Math.log,
    log: Math.log10,
    log2: Math.log2,
    sin: Math.sin,
    cos: Math.cos,
    tan: Math.tan,
  }).map(([name, apply]) => [name, { most: 1, apply }] as const),
  ['round', { most: 2, apply: round }],
  ['min', { most: 100, apply: Math.min }],
  ['max', { most: 100, apply: Math.max }],
])

/** To a number of decimal places, 0 unless given; halves go away from zero. */
function round(value = 0, places = 0): number {
  const shifted = Number(`${Math.abs(value)}e${places}`)
  const rounded = Number(`${Math.round(shifted)}e${-places}`)
  return Number.isNaN(rounded) ? value : Math.sign(value) * rounded
}
