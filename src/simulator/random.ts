// Seeded chance and ids: the same seed gives the same run.

import { createHash } from 'node:crypto'

/** A generator of numbers in [0, 1), mulberry32. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** GUIDs that follow from the seed and the start count, so that a restart never repeats one. */
export function seededGuids(seed: number, starts: number): () => string {
  let count = 0
  return () => {
    count += 1
    const hex = createHash('sha256').update(`${seed}:${starts}:${count}`).digest('hex')
    const variant = ((Number.parseInt(hex[16]!, 16) & 0x3) | 0x8).toString(16)
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`
  }
}

/** Fisher-Yates on a copy; never the identity for two or more entries. */
export function permuted<T>(items: readonly T[], random: () => number): T[] {
  const out = [...items]
  for (let i = out.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1))
    ;[out[i], out[j]] = [out[j]!, out[i]!]
  }
  const moved = out.some((item, i) => item !== items[i])
  return moved || out.length < 2 ? out : [...out.slice(1), out[0]!]
}

export const guidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
