// Decides how the bytes of a file become text: byte order mark, then strict UTF-8, then a guess by its letters. Reads
// the whole file, since an invalid byte may stand at its end.
import { isUtf8 } from 'node:buffer'
import { createReadStream } from 'node:fs'
import { type Encoding, encodingNames } from '../../../api/encodings.ts'
import { SourceError } from '../../source-error.ts'
import { readHead } from '../file-head.ts'
import type { Decision } from '../format.ts'
import type { CsvConfig } from './config.ts'
import { type Guess, guessEncodings } from './guess-encoding.ts'
import { TellingBytes } from './telling-bytes.ts'
import { type Utf8Count, Utf8Counter } from './utf8.ts'

export interface EncodingDecision {
  encoding: Encoding
  decision: Decision
  /** Where it is not Unicode: lines with telling words, and what they may be in, the decided one first. */
  doubt: { lines: Buffer[]; encodings: Encoding[] } | null
}

const mostReadings = 5
/** Readings with less than this share of the first one's points are not worth showing. */
const leastPoints = 0.15

/** Decides, or refuses with the offset and line of the first byte that is not UTF-8. */
export async function detectEncoding(path: string, choices: CsvConfig): Promise<EncodingDecision> {
  const head = await readHead(path)
  const unicode = byMark(head) ?? byZeros(head) ?? byEscapes(head)
  const chosen = choices.encoding
  if (unicode) return chosen ? decided(chosen, 'As you chose.') : unicode
  const count = await countUtf8(path)
  if (count === null) {
    return chosen
      ? decided(chosen, 'As you chose.')
      : decided('utf-8', 'Every byte of the file is valid UTF-8.')
  }
  if (!chosen && choices.replaceInvalidBytes) {
    return decided('utf-8', `${count.invalidBytes} invalid bytes are shown as \ufffd, as you chose.`)
  }
  if (!chosen && isMostlyUtf8(count)) throw mixed(count)
  const { guesses, isSure } = await guessEncodings(count.telling.text)
  if (!chosen && isPartlyUtf8(count, guesses[0])) throw mixed(count)
  return suggest(count, guesses, isSure, chosen)
}

function suggest(
  count: FileCount,
  guesses: Guess[],
  isSure: boolean,
  chosen: Encoding | null,
): EncodingDecision {
  const best = guesses[0]?.points ?? 0
  const likely = guesses.filter(({ points }) => points >= best * leastPoints).map(({ encoding }) => encoding)
  const encoding = chosen ?? likely[0] ?? 'windows-1252'
  const encodings = [encoding, ...likely.filter((one) => one !== encoding)].slice(0, mostReadings)
  const where = `byte ${count.firstOffset} (line ${count.firstLine}) is not valid UTF-8`
  const name = encodingNames[encoding]
  const reason = chosen
    ? 'As you chose.'
    : isSure
      ? `Told by its letters: ${where}, and the words of the file are those of ${name}.`
      : `This is a guess; check the samples: ${where}, and the file as a whole looks like ${name}.`
  return {
    encoding,
    decision: { name: 'encoding', value: encoding, reason, ...(!chosen && !isSure && { isSure: false }) },
    doubt: { lines: count.telling.lines, encodings },
  }
}

/** By chance there is one valid sequence for three invalid bytes at most, where each character has two bytes. */
function isMostlyUtf8({ validSequences, invalidBytes }: Utf8Count): boolean {
  return validSequences >= invalidBytes
}

/** Put together from several: nothing else explains it either. */
function isPartlyUtf8({ validSequences, invalidBytes }: Utf8Count, best: Guess | undefined): boolean {
  return validSequences > invalidBytes / 20 && (best?.plausible ?? 0) < 0.9
}

function mixed(count: FileCount): SourceError {
  const isCut = count.invalidBytes <= 3 && count.firstOffset >= count.bytes - 3
  const why = isCut
    ? 'The file ends in the middle of a character, so it was probably cut off. Copy it again'
    : 'The file was probably put together from files in different encodings. Repair it'
  return new SourceError(
    'invalid_bytes',
    `Byte ${count.firstOffset} of the file (line ${count.firstLine}) is not valid UTF-8, while ${isCut ? 'all others are' : 'other lines are'}: ` +
      `${count.invalidBytes} ${count.invalidBytes === 1 ? 'byte' : 'bytes'} in all. ${why}, choose its encoding, or choose to replace invalid bytes by \ufffd.`,
    [count.firstLine],
  )
}

function decided(encoding: Encoding, reason: string): EncodingDecision {
  return { encoding, decision: { name: 'encoding', value: encoding, reason }, doubt: null }
}

function byMark(head: Buffer): EncodingDecision | null {
  const why = 'Its byte order mark says so.'
  const mark = head.subarray(0, 4).toString('hex')
  if (mark === 'fffe0000' || mark === '0000feff') {
    throw new SourceError(
      'invalid_bytes',
      'This file is in UTF-32, which hardly any program reads. Save it again as UTF-8.',
    )
  }
  if (mark.startsWith('fffe')) return decided('utf-16le', why)
  return mark.startsWith('feff') ? decided('utf-16be', why) : null
}

/** UTF-16 without a mark: delimiters and line breaks have a zero, always on the same side, which no other text holds. */
function byZeros(head: Buffer): EncodingDecision | null {
  const length = Math.min(head.length, 16_384) & ~1
  let even = 0
  let odd = 0
  for (let i = 0; i < length; i += 2) {
    if (head[i] === 0) even++
    if (head[i + 1] === 0) odd++
  }
  const zeros = even + odd
  if (zeros === 0 || zeros < length / 100 || Math.min(even, odd) > zeros / 20) return null
  const encoding = odd > even ? 'utf-16le' : 'utf-16be'
  const text = new TextDecoder(encoding).decode(head.subarray(0, length), { stream: true })
  if (!/[\r\n,;\t|]/.test(text) || (text.match(/\ufffd/g)?.length ?? 0) > 1) return null
  return decided(encoding, 'Zero bytes stand in every second place alone, as in UTF-16 text.')
}

/** Japanese mail: seven bits, switched by escapes. */
function byEscapes(head: Buffer): EncodingDecision | null {
  if (!/\u001b\$[@B]/.test(head.toString('latin1')) || head.some((byte) => byte > 127)) return null
  return decided('iso-2022-jp', 'It switches to Japanese characters by escapes, as ISO-2022-JP does.')
}

interface FileCount extends Utf8Count {
  bytes: number
  telling: TellingBytes
}

/** Null when the whole file is valid. The quick native check first: it passes for nearly every file. */
async function countUtf8(path: string): Promise<FileCount | null> {
  if (await isWholeUtf8(path)) return null
  const counter = new Utf8Counter()
  const telling = new TellingBytes()
  let bytes = 0
  for await (const chunk of createReadStream(path, { highWaterMark: 262_144 })) {
    bytes += (chunk as Buffer).length
    counter.push(chunk as Buffer)
    telling.push(chunk as Buffer)
  }
  telling.end()
  const count = counter.end()
  return count.firstOffset === -1 ? null : { ...count, bytes, telling }
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
