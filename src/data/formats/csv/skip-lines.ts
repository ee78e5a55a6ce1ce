// Leaves out the first lines of a text that comes in pieces: what stands above a table follows no rule of CSV, so it is
// not parsed.

export class LineSkipper {
  /** Lines that are still to be left out. */
  left: number
  private ending: 'unknown' | 'lf' | 'cr' = 'unknown'
  /** A carriage return ended the last piece: only the next character tells what it was. */
  private pendingReturn = false

  constructor(lines: number) {
    this.left = lines
  }

  /** What of this piece comes after the lines that are left out. */
  push(text: string): string {
    let at = 0
    if (this.pendingReturn && text !== '') {
      this.pendingReturn = false
      at = this.afterReturn(text, 0)
    }
    while (this.left > 0 && at < text.length) at = this.afterLine(text, at)
    return this.left > 0 || this.pendingReturn ? '' : text.slice(at)
  }

  private afterLine(text: string, from: number): number {
    for (let i = from; i < text.length; i++) {
      const code = text.charCodeAt(i)
      if (code === 10) return this.endLine('lf', i + 1)
      if (code !== 13 || this.ending === 'lf') continue
      if (i + 1 < text.length) return this.afterReturn(text, i + 1)
      this.pendingReturn = true
    }
    return text.length
  }

  private afterReturn(text: string, next: number): number {
    return text.charCodeAt(next) === 10 ? this.endLine('lf', next + 1) : this.endLine('cr', next)
  }

  private endLine(ending: 'lf' | 'cr', next: number): number {
    this.ending = ending
    this.left--
    return next
  }
}
