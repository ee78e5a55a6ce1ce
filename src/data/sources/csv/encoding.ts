// Decides how the bytes of a file become text: byte order mark, then strict UTF-8, then a suggestion. Reads the whole
// file once, since an invalid byte may stand at its end.
import { isUtf8 } from 'node:buffer'
import { createReadStream } from 'node:fs'
import { readHead, readSlice } from '../file-head.ts'
import { type Decision, SourceError } from '../source.ts'
import type { Encoding } from './config.ts'
import { type Utf8Count, Utf8Counter } from './utf8.ts'

export const encodingNames: Record<Encoding, string> = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16 (little endian)',
  'utf-16be': 'UTF-16 (big endian)',
  'windows-1252': 'Windows-1252 (Western European)',
  'iso-8859-1': 'ISO-8859-1 (Latin-1)',
  shift_jis: 'Shift-JIS (Japanese)',
}

export interface EncodingDecision {
  encoding: Encoding
  decision: Decision
  /** The file is not UTF-8 and the encoding is a guess: the owner should look at these. */
  samples: string[]
}

/** Decides, or refuses with the offset and line of the first byte that is not UTF-8. */
export async function detectEncoding(path: string, replaceInvalidBytes: boolean): Promise<EncodingDecision> {
  const head = await readHead(path)
  const marked = byMark(head)
  if (marked) return decided(marked, 'Its byte order mark says so.')
  const unmarked = byZeros(head)
  if (unmarked) return decided(unmarked, 'Every other byte is zero, as in UTF-16 text.')
  const count = await countUtf8(path)
  if (count === null) return decided('utf-8', 'Every byte of the file is valid UTF-8.')
  if (replaceInvalidBytes) {
    return decided('utf-8', `${count.invalidBytes} invalid bytes are shown as \ufffd, as you chose.`)
  }
  // A file in another encoding hardly ever contains a valid sequence by chance; one with both was put together.
  if (count.validSequences > count.invalidBytes / 20) throw mixed(count)
  return suggestLegacy(path, count)
}

async function suggestLegacy(path: string, count: Utf8Count): Promise<EncodingDecision> {
  const around = await readSlice(path, Math.max(0, count.firstOffset - 32_768), 65_536)
  const encoding: Encoding = looksLikeShiftJis(around) ? 'shift_jis' : 'windows-1252'
  return {
    encoding,
    decision: {
      name: 'encoding',
      value: encoding,
      reason:
        `This is a guess; check the samples: byte ${count.firstOffset} (line ${count.firstLine}) is not valid UTF-8, ` +
        `and the file as a whole looks like ${encodingNames[encoding]}.`,
    },
    samples: sampleCells(new TextDecoder(encoding).decode(around)),
  }
}

function mixed(count: Utf8Count): SourceError {
  return new SourceError(
    'invalid_bytes',
    `Byte ${count.firstOffset} of the file (line ${count.firstLine}) is not valid UTF-8, while other lines are: ` +
      `${count.invalidBytes} bytes in all. The file was probably put together from files in different encodings. ` +
      'Repair it, choose its encoding, or choose to replace invalid bytes by \ufffd.',
    [count.firstLine],
  )
}

function decided(encoding: Encoding, reason: string): EncodingDecision {
  return { encoding, decision: { name: 'encoding', value: encoding, reason }, samples: [] }
}

function byMark(head: Buffer): Encoding | null {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
  return null
}

/** UTF-16 without a mark: in text with Latin delimiters most high bytes are zero, and low bytes are not. */
function byZeros(head: Buffer): Encoding | null {
  const length = Math.min(head.length, 4096) & ~1
  if (length < 4) return null
  let even = 0
  let odd = 0
  for (let i = 0; i < length; i += 2) {
    if (head[i] === 0) even++
    if (head[i + 1] === 0) odd++
  }
  const half = length / 2
  if (odd > half * 0.6 && even < half * 0.05) return 'utf-16le'
  if (even > half * 0.6 && odd < half * 0.05) return 'utf-16be'
  return null
}

/** Null when the whole file is valid. The quick native check first: it passes for nearly every file. */
async function countUtf8(path: string): Promise<Utf8Count | null> {
  if (await isWholeUtf8(path)) return null
  const counter = new Utf8Counter()
  for await (const chunk of createReadStream(path, { highWaterMark: 262_144 })) counter.push(chunk as Buffer)
  const count = counter.end()
  return count.firstOffset === -1 ? null : count
}

async function isWholeUtf8(path: string): Promise<boolean> {
  let rest: Buffer = Buffer.alloc(0)
  for await (const chunk of createReadStream(path, { highWaterMark: 1_048_576 })) {
    const bytes = rest.length === 0 ? (chunk as Buffer) : Buffer.concat([rest, chunk as Buffer])
    const cut = sequenceStart(bytes)
    if (!isUtf8(bytes.subarray(0, cut))) return false
    rest = bytes.subarray(cut)
  }
  return isUtf8(rest)
}

/** Where the last character begins, so that no sequence is cut. */
function sequenceStart(bytes: Buffer): number {
  for (let back = 1; back <= 4 && back <= bytes.length; back++) {
    if ((bytes[bytes.length - back]! & 0xc0) !== 0x80) return bytes.length - back
  }
  return bytes.length
}

/** Kana in Shift-JIS are pairs that begin with 0x82 or 0x83, which Western text hardly uses. */
function looksLikeShiftJis(bytes: Buffer): boolean {
  let high = 0
  let kana = 0
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]!
    if (byte < 0x80) continue
    high++
    const next = bytes[i + 1] ?? 0
    if ((byte === 0x82 && next >= 0x9f && next <= 0xf1) || (byte === 0x83 && next >= 0x40 && next <= 0x96)) {
      kana++
      i++
    }
  }
  return high > 0 && kana / high > 0.2
}

function sampleCells(text: string): string[] {
  const cells = text.split(/[\r\n,;\t|]+/).slice(1, -1)
  const telling = cells.map((cell) => cell.trim()).filter((cell) => /[^\u0000-\u007f]/.test(cell))
  return [...new Set(telling)].slice(0, 5).map((cell) => cell.slice(0, 80))
}
