// The texts that the cells of a workbook share, by number. As bytes, not as strings; and what is much of it in a file,
// since four million of them would fill the memory of a small server.
import { closeSync, openSync, readSync, rmSync, writeSync } from 'node:fs'

/** Bytes of texts that stay in memory; what comes after them goes to the disk. */
const memoryBytes = 16_000_000
const pageBytes = 65_536
/** Pages of the file that stay in memory once they were asked for: 16 MB. */
const keptPages = 256
/** Numbers in a block of places: 512 KB. */
const blockLength = 65_536
/** A text's place is its page times this and where it begins there: more than the longest text has bytes. */
const pageSpan = 2 ** 24
/** Before each text stands how long it is. */
const prefixBytes = 4

type Page = { buffer: Buffer } | { offset: number; size: number }

export class StringStore {
  readonly #path: string
  readonly #memoryBytes: number
  #file: number | null = null
  #fileBytes = 0
  /** In blocks, so that no growing list has to be copied. */
  readonly #places: Float64Array[] = []
  #count = 0
  readonly #pages: Page[] = []
  #memory = 0
  /** The page that is being filled. */
  #page = Buffer.allocUnsafe(pageBytes)
  #used = 0
  /** Of pages in the file, the one asked for last at the end. */
  readonly #kept = new Map<number, Buffer>()

  /** `path`: where a file may be made that nobody else uses; it is gone after `close`, and after a crash. */
  constructor(path: string, bytesInMemory = memoryBytes) {
    this.#path = path
    this.#memoryBytes = bytesInMemory
  }

  get count(): number {
    return this.#count
  }

  add(text: string): void {
    const bytes = Buffer.byteLength(text)
    const size = prefixBytes + bytes
    if (this.#used + size > this.#page.length) this.#turnPage(size)
    const within = this.#count % blockLength
    if (within === 0) this.#places.push(new Float64Array(blockLength))
    this.#places.at(-1)![within] = this.#pages.length * pageSpan + this.#used
    this.#count++
    this.#page.writeUInt32LE(bytes, this.#used)
    this.#page.write(text, this.#used + prefixBytes)
    this.#used += size
  }

  /** Undefined for a number that no text has. */
  get(index: number): string | undefined {
    if (!(index >= 0 && index < this.#count)) return undefined
    const place = this.#places[Math.floor(index / blockLength)]![index % blockLength]!
    const number = Math.floor(place / pageSpan)
    const start = place - number * pageSpan
    const page = number === this.#pages.length ? this.#page : this.#read(number)
    const from = start + prefixBytes
    return page.toString('utf8', from, from + page.readUInt32LE(start))
  }

  close(): void {
    if (this.#file === null) return
    closeSync(this.#file)
    this.#file = null
    rmSync(this.#path, { force: true })
  }

  #turnPage(size: number): void {
    const buffer = this.#page.subarray(0, this.#used)
    if (this.#memory + buffer.length <= this.#memoryBytes) {
      this.#pages.push({ buffer })
      this.#memory += buffer.length
      this.#page = Buffer.allocUnsafe(Math.max(pageBytes, size))
    } else {
      this.#file ??= openSpill(this.#path)
      writeSync(this.#file, buffer, 0, buffer.length, this.#fileBytes)
      this.#pages.push({ offset: this.#fileBytes, size: buffer.length })
      this.#fileBytes += buffer.length
      if (this.#page.length < size || this.#page.length > pageBytes)
        this.#page = Buffer.allocUnsafe(Math.max(pageBytes, size))
    }
    this.#used = 0
  }

  #read(number: number): Buffer {
    const page = this.#pages[number]!
    if ('buffer' in page) return page.buffer
    const kept = this.#kept.get(number)
    if (kept) {
      this.#kept.delete(number)
      this.#kept.set(number, kept)
      return kept
    }
    const buffer = this.#room(page.size)
    readSync(this.#file!, buffer, 0, page.size, page.offset)
    this.#kept.set(number, buffer)
    return buffer
  }

  /** That of the page not asked for the longest, once there are enough. */
  #room(size: number): Buffer {
    if (this.#kept.size < keptPages) return Buffer.allocUnsafe(Math.max(pageBytes, size))
    const [oldest, buffer] = this.#kept.entries().next().value!
    this.#kept.delete(oldest)
    return buffer.length >= size ? buffer : Buffer.allocUnsafe(size)
  }
}

/** Without a name where the system allows it, so that nothing is left of it however this process ends. */
function openSpill(path: string): number {
  const file = openSync(path, 'wx+', 0o600)
  try {
    rmSync(path)
  } catch {
    // Windows keeps the names of open files; `close` removes it.
  }
  return file
}
