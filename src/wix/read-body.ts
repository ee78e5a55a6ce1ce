// Reads the body of an answer within its cap. A fake Wix may send without end, in pieces of a byte, on every call at
// once: all of it together may cost no more memory than one answer of the largest size.

/** Bodies of up to this many bytes are read side by side; nearly all are. */
const smallBytes = 1_048_576
const firstBlockBytes = 16_384
const blockBytes = 262_144

/** One after another: who is reading a large answer now, and who waits. */
let large: Promise<void> = Promise.resolve()

/** The body, or undefined as soon as it is known to be larger than `maxBytes`. Rejects when the signal ends it. */
export async function readBody<T>(
  response: Response,
  { maxBytes, signal }: { maxBytes: number; signal: AbortSignal },
  use: (blocks: Uint8Array[]) => T,
): Promise<T | undefined> {
  if (!response.body) return use([])
  const reader: ReadableStreamDefaultReader<Uint8Array> = response.body.getReader()
  const body = new Blocks()
  let release: (() => void) | undefined
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return use(body.all)
      if (body.size + value.byteLength > maxBytes) return undefined
      if (!release && body.size + value.byteLength > smallBytes) release = await takeTurn(signal)
      body.add(value)
    }
  } finally {
    release?.()
    // Not awaited: a peer that never stops sending must not hold us.
    reader.cancel().catch(() => undefined)
  }
}

/** Waits until no other large answer is being read; to be called when this one is no longer held. */
async function takeTurn(signal: AbortSignal): Promise<() => void> {
  const before = large
  const turn = Promise.withResolvers<void>()
  large = turn.promise
  const ended = Promise.withResolvers<never>()
  const end = () => ended.reject(signal.reason)
  signal.addEventListener('abort', end, { once: true })
  if (signal.aborted) end()
  try {
    await Promise.race([before, ended.promise])
    return turn.resolve
  } catch (error) {
    // Whoever comes next waits for those before us.
    void before.then(turn.resolve)
    throw error
  } finally {
    signal.removeEventListener('abort', end)
    ended.promise.catch(() => undefined)
  }
}

/** Blocks of memory, whatever the pieces: a list of pieces of one byte would take a hundred times their size. */
class Blocks {
  size = 0
  private readonly full: Uint8Array[] = []
  private open = new Uint8Array(0)
  private used = 0

  add(piece: Uint8Array): void {
    for (let from = 0; from < piece.byteLength; ) {
      if (this.used === this.open.byteLength) this.next()
      const part = piece.subarray(from, from + this.open.byteLength - this.used)
      this.open.set(part, this.used)
      this.used += part.byteLength
      from += part.byteLength
    }
    this.size += piece.byteLength
  }

  get all(): Uint8Array[] {
    return [...this.full, this.open.subarray(0, this.used)]
  }

  private next(): void {
    if (this.used > 0) this.full.push(this.open)
    this.open = new Uint8Array(this.size < blockBytes ? firstBlockBytes : blockBytes)
    this.used = 0
  }
}
