// Counts different texts in flat memory: exactly up to a cap, then by estimate (HyperLogLog, off by about 2 %).

const exactCap = 10_000
const registerBits = 12
const registers = 1 << registerBits

export class DistinctCounter {
  private exact: Set<number> | null = new Set()
  private readonly ranks: Uint8Array = new Uint8Array(registers)
  /** A text came twice. Known for certain only while counting exactly. */
  hasRepeats = false

  add(text: string): void {
    const [high, low] = hashText(text)
    if (this.exact) {
      // 53 bits of hash in one number: ten thousand texts collide once in a hundred million files.
      const before = this.exact.size
      this.exact.add((high & 0x1fffff) * 0x1_0000_0000 + low)
      if (this.exact.size === before) this.hasRepeats = true
      if (this.exact.size > exactCap) this.exact = null
    }
    const register = high >>> (32 - registerBits)
    const rank = Math.clz32(low) + 1
    if (rank > this.ranks[register]!) this.ranks[register] = rank
  }

  get isExact(): boolean {
    return this.exact !== null
  }

  get value(): number {
    return this.exact ? this.exact.size : this.estimate()
  }

  private estimate(): number {
    let sum = 0
    for (const rank of this.ranks) sum += 2 ** -rank
    return Math.round(((0.7213 / (1 + 1.079 / registers)) * registers * registers) / sum)
  }
}

/** Two independent 32-bit hashes (the cyrb53 mixing steps). */
function hashText(text: string): [high: number, low: number] {
  let a = 0xdeadbeef
  let b = 0x41c6ce57
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    a = Math.imul(a ^ code, 2654435761)
    b = Math.imul(b ^ code, 1597334677)
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909)
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909)
  return [b >>> 0, a >>> 0]
}
