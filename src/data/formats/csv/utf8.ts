// Walks bytes as UTF-8 and counts what is valid and what is not. Used only once a file is known to have invalid bytes.

export interface Utf8Count {
  /** Sequences of two to four bytes that are right. */
  validSequences: number
  invalidBytes: number
  /** Of the first invalid byte, counted from 0; -1 when there is none. */
  firstOffset: number
  firstLine: number
}

/** Feed it the file in order with `push`, then `end`; a sequence may be cut anywhere. */
export class Utf8Counter {
  readonly count: Utf8Count = { validSequences: 0, invalidBytes: 0, firstOffset: -1, firstLine: 0 }
  private offset = 0
  private line = 1
  private rest: Uint8Array = new Uint8Array(0)

  push(bytes: Uint8Array): void {
    const joined = this.rest.length === 0 ? bytes : Buffer.concat([this.rest, bytes])
    // A sequence has at most four bytes: the last three may need what comes next.
    const until = this.walk(joined, Math.max(0, joined.length - 3))
    this.rest = joined.slice(until)
  }

  end(): Utf8Count {
    this.walk(this.rest, this.rest.length)
    return this.count
  }

  private walk(bytes: Uint8Array, until: number): number {
    let i = 0
    while (i < until) {
      const byte = bytes[i]!
      if (byte < 0x80) {
        if (byte === 10) this.line++
        i++
        continue
      }
      const size = sequenceSize(bytes, i)
      if (size === 0) this.invalidAt(i)
      else this.count.validSequences++
      i += size === 0 ? 1 : size
    }
    this.offset += i
    return i
  }

  private invalidAt(i: number): void {
    if (this.count.firstOffset === -1) {
      this.count.firstOffset = this.offset + i
      this.count.firstLine = this.line
    }
    this.count.invalidBytes++
  }
}

/** The bytes of the well-formed sequence at `i` (Unicode, table 3-7), or 0. */
function sequenceSize(bytes: Uint8Array, i: number): 0 | 2 | 3 | 4 {
  const lead = bytes[i]!
  const second = bytes[i + 1] ?? 0
  const isNext = (at: number) => ((bytes[i + at] ?? 0) & 0xc0) === 0x80
  if (lead >= 0xc2 && lead <= 0xdf) return isNext(1) ? 2 : 0
  if (lead >= 0xe0 && lead <= 0xef) {
    if (lead === 0xe0 && second < 0xa0) return 0
    if (lead === 0xed && second > 0x9f) return 0
    return isNext(1) && isNext(2) ? 3 : 0
  }
  if (lead >= 0xf0 && lead <= 0xf4) {
    if (lead === 0xf0 && second < 0x90) return 0
    if (lead === 0xf4 && second > 0x8f) return 0
    return isNext(1) && isNext(2) && isNext(3) ? 4 : 0
  }
  return 0
}
