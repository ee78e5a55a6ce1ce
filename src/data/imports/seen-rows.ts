/** Remembers stored rows by set and line, a bit for each line. */
export class SeenRows {
  private readonly bySet = new Map<string, Uint32Array>()

  /** False when it was there already. */
  add(setId: string, line: number): boolean {
    const word = line >>> 5
    const bit = 1 << (line & 31)
    const bits = this.bitsOf(setId, word)
    const isNew = (bits[word]! & bit) === 0
    bits[word]! |= bit
    return isNew
  }

  private bitsOf(setId: string, word: number): Uint32Array {
    const bits = this.bySet.get(setId)
    if (bits && word < bits.length) return bits
    const longer = new Uint32Array(Math.max(1024, word * 2))
    if (bits) longer.set(bits)
    this.bySet.set(setId, longer)
    return longer
  }
}
