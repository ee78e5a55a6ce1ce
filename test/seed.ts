// What property tests draw from. The same every time unless asked, so that a change is never refused for a case that
// was always there; `npm run test:seeds` looks for such cases.

const usual = 20_261_129

/** `given` is SEED: nothing for the usual one, `random`, or the number that a failure printed. */
export function readSeed(given: string | undefined): number {
  if (!given) return usual
  if (given === 'random') return Math.floor(Math.random() * 0x7fff_ffff)
  const seed = Number(given)
  if (!Number.isInteger(seed)) throw new Error(`SEED is "${given}". Give a whole number or the word random.`)
  return seed
}
