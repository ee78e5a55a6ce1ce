// What tells encodings apart in a file: its words with bytes above 127, each once, and a few of the lines they stand in.

/** Enough for any language; looking at more changes nothing but the time it takes. Bytes. */
const mostWordBytes = 16_384
const mostLines = 4
const longestLine = 2_000
const longestWord = 400

/** All below 0x30, so none is the second byte of a character. */
const separators = new Set([...' \t\r\n,;"\'()/'].map((char) => char.charCodeAt(0)))

/** Feed it the file in order with `push`, then `end`. */
export class TellingBytes {
  /** The first line of the file, and the first ones with such words. */
  readonly lines: Buffer[] = []
  private readonly words: Uint8Array[] = []
  private readonly seen = new Set<string>()
  private wordBytes = 0
  private rest: Buffer = Buffer.alloc(0)

  push(bytes: Buffer): void {
    if (this.isFull) return
    const joined = this.rest.length === 0 ? bytes : Buffer.concat([this.rest, bytes])
    const ending = joined.includes(10) ? 10 : 13
    let from = 0
    for (let at = joined.indexOf(ending); at !== -1; at = joined.indexOf(ending, from)) {
      this.takeLine(joined.subarray(from, at))
      from = at + 1
    }
    this.rest = Buffer.from(joined.subarray(from))
    // A line without an end is looked at in parts.
    if (this.rest.length > 262_144) this.end()
  }

  end(): void {
    this.takeLine(this.rest)
    this.rest = Buffer.alloc(0)
  }

  /** The words, a space between each two. */
  get text(): Buffer {
    return Buffer.concat(this.words)
  }

  private get isFull(): boolean {
    return this.wordBytes >= mostWordBytes
  }

  private takeLine(line: Buffer): void {
    if (line.length === 0 || this.isFull) return
    const isTelling = hasHighByte(line)
    if (this.lines.length === 0 || (isTelling && this.lines.length < mostLines))
      this.lines.push(Buffer.from(line.subarray(0, longestLine)))
    if (!isTelling) return
    for (let from = 0; from < line.length; ) {
      let to = from
      while (to < line.length && !separators.has(line[to]!)) to++
      this.takeWord(line.subarray(from, to))
      from = to + 1
    }
  }

  private takeWord(word: Buffer): void {
    if (word.length === 0 || word.length > longestWord || this.isFull || !hasHighByte(word)) return
    const key = word.toString('latin1')
    if (this.seen.has(key)) return
    this.seen.add(key)
    this.words.push(Uint8Array.from(word), Uint8Array.of(32))
    this.wordBytes += word.length + 1
  }
}

function hasHighByte(bytes: Uint8Array): boolean {
  for (const byte of bytes) if (byte > 127) return true
  return false
}
