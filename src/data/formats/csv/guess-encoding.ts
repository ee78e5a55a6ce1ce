// Guesses the encoding of text that is not Unicode: a detector says what its letters look like, and what it proposes is
// read and looked at, since tables are short and the detector was made for prose.
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Encoding } from '../../../api/encodings.ts'
import { plausibility } from './plausible.ts'
import { createTextDecoder } from './text-decoder.ts'

export interface Guess {
  encoding: Encoding
  /** Of use for comparing guesses only. */
  points: number
  /** What `plausibility` says of the words. */
  plausible: number
}

/**
 * By the detector's name, which is also the name to ask it by, the most common first; weighed by how common files in it
 * are.
 */
const known: [detector: string, encoding: Encoding, weight: number][] = [
  ['windows-1252', 'windows-1252', 1.35],
  ['windows-1250', 'windows-1250', 1],
  ['windows-1251', 'windows-1251', 1],
  ['windows-1253', 'windows-1253', 1],
  ['windows-1254', 'windows-1254', 1],
  ['windows-1255', 'windows-1255', 1],
  ['windows-1256', 'windows-1256', 1],
  ['windows-1257', 'windows-1257', 1],
  ['windows-1258', 'windows-1258', 0.9],
  ['iso-8859-2', 'iso-8859-2', 0.9],
  ['iso-8859-15', 'iso-8859-15', 0.9],
  ['iso-8859-5', 'iso-8859-5', 0.9],
  ['iso-8859-6', 'iso-8859-6', 0.9],
  ['iso-8859-7', 'iso-8859-7', 0.9],
  ['iso-8859-8', 'iso-8859-8-i', 0.9],
  ['iso-8859-13', 'iso-8859-13', 0.9],
  ['iso-8859-3', 'iso-8859-3', 0.8],
  ['iso-8859-4', 'iso-8859-4', 0.8],
  ['iso-8859-10', 'iso-8859-10', 0.8],
  ['iso-8859-14', 'iso-8859-14', 0.8],
  ['iso-8859-16', 'iso-8859-16', 0.8],
  ['koi8-r', 'koi8-r', 0.95],
  ['koi8-u', 'koi8-u', 0.95],
  ['mac-roman', 'macintosh', 0.9],
  ['mac-cyrillic', 'x-mac-cyrillic', 0.9],
  ['cp866', 'ibm866', 0.9],
  ['cp874', 'windows-874', 1],
  ['gb18030', 'gb18030', 1],
  ['big5hkscs', 'big5', 1],
  ['cp932', 'shift_jis', 1],
  ['euc-jis-2004', 'euc-jp', 1],
  ['cp949', 'euc-kr', 1],
]

/** What the detector calls some of them when it answers. */
const answers: Record<string, string> = {
  macroman: 'mac-roman',
  maccyrillic: 'mac-cyrillic',
  ibm866: 'cp866',
  'tis-620': 'cp874',
  big5: 'big5hkscs',
  shift_jis: 'cp932',
  'euc-jp': 'euc-jis-2004',
  'euc-kr': 'cp949',
  cp1258: 'windows-1258',
  'iso-8859-1': 'windows-1252',
}

/** Encodings whose characters are of two bytes and more. */
const wide = new Set<Encoding>(['gb18030', 'big5', 'shift_jis', 'euc-jp', 'euc-kr'])
/** Below, the detector has seen too few characters of these to tell them apart. */
const leastWide = 0.12

/**
 * The likely encodings of these words, the likeliest first; those that read them alike count as one, by the name that
 * is most common. `isSure`: no other comes near the first.
 */
export async function guessEncodings(words: Buffer): Promise<{ guesses: Guess[]; isSure: boolean }> {
  const byText = new Map<string, Guess>()
  const count = countWords(words)
  for (const { encoding, confidence, weight } of await askDetector(words)) {
    const text = createTextDecoder(encoding, true).decode(words, false)
    const plausible = plausibility(text)
    // Where words are few, how common an encoding is says more than they do.
    const prior = encoding === 'windows-1252' ? weight * (1 + 1 / count) : weight
    const points = confidence * prior * plausible ** 4
    const alike = byText.get(text)
    byText.set(text, {
      encoding: alike ? moreCommon(alike.encoding, encoding) : encoding,
      points: Math.max(points, alike?.points ?? 0),
      plausible,
    })
  }
  const guesses = [...byText.values()].toSorted((a, b) => b.points - a.points)
  return { guesses, isSure: isSure(guesses, count) }
}

/** A few words prove little: the fewer there are, the further behind the next guess must be. */
function isSure([best, next]: Guess[], words: number): boolean {
  if (!best || best.plausible < 0.9) return false
  const lead = best.points / (next?.points || Number.MIN_VALUE)
  return wide.has(best.encoding)
    ? lead > 6 || (lead > 2 && best.points >= leastWide)
    : lead > 1.25 + 3 / words
}

function countWords(words: Buffer): number {
  return words.filter((byte) => byte === 32).length
}

function moreCommon(a: Encoding, b: Encoding): Encoding {
  return known.find(([, encoding]) => encoding === a || encoding === b)![1]
}

interface Found {
  encoding: string | null
  confidence: number
}

async function endOf(worker: Worker): Promise<never> {
  await once(worker, 'exit')
  throw new Error('The thread that guesses encodings has ended.')
}

async function askDetector(words: Buffer) {
  const worker = new Worker(new URL('./detect-worker.ts', import.meta.url), {
    workerData: { words, names: known.map(([name]) => name) },
  })
  try {
    const [found] = (await Promise.race([once(worker, 'message'), endOf(worker)])) as [Found[]]
    return found.flatMap(({ encoding: answer, confidence }) => {
      const name = answer?.toLowerCase().replace(/^iso8859/, 'iso-8859') ?? ''
      const one = known.find(([detector]) => detector === (answers[name] ?? name))
      return one ? [{ encoding: one[1], weight: one[2], confidence }] : []
    })
  } finally {
    await worker.terminate()
  }
}
