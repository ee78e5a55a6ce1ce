// JSON as a series of events, never as a value: any number of documents behind each other, as NDJSON has them.
import { Tokenizer, TokenType } from '@streamparser/json'
import { limits } from '../../limits.ts'
import { SourceError } from '../../source-error.ts'

type Kind = 'object' | 'list'

export interface JsonHandlers {
  begin(kind: Kind): void
  end(): void
  key(name: string): void
  /** A number as it is written, with all its digits; null is ''. */
  value(text: string): void
}

export interface JsonReader {
  write(bytes: Uint8Array): void
  end(): void
}

const mostLevels = 200
/** Bytes between two tokens: the longest cell, in any script. */
const mostBetween = 4 * limits.cell

/** Digits are kept as they are: an id of twenty of them is no number to compute with. */
class LiteralTokenizer extends Tokenizer {
  protected override parseNumber(literal: string): number {
    return literal as unknown as number
  }
}

/** Splits a file into tokens, and holds them against the grammar. Throws a `SourceError` for what is no JSON. */
export function createJsonReader(handlers: JsonHandlers): JsonReader {
  const tokenizer = new LiteralTokenizer()
  const grammar = createGrammar(handlers)
  let decoder: InstanceType<typeof TextDecoder> | null | undefined
  let line = 1
  let sinceToken = 0

  tokenizer.onToken = ({ token, value }) => {
    sinceToken = 0
    const wrong = grammar.take(token, value)
    if (wrong) throw broken(line, wrong)
  }

  function feed(piece: Uint8Array): void {
    sinceToken += piece.length
    try {
      tokenizer.write(piece)
    } catch (error) {
      throw error instanceof SourceError ? error : broken(line, describe(error))
    }
    if (sinceToken > mostBetween) {
      throw new SourceError('cell_too_large', `A text in line ${line} is larger than 4 MB.`, [line])
    }
  }

  return {
    write(bytes) {
      if (decoder === undefined) decoder = wideDecoder(bytes)
      const utf8 = decoder ? Buffer.from(decoder.decode(bytes, { stream: true })) : bytes
      // By lines, so that what is broken can be found.
      for (let at = 0; at < utf8.length; ) {
        const end = utf8.indexOf(10, at)
        if (end === -1) return feed(utf8.subarray(at))
        feed(utf8.subarray(at, end + 1))
        line++
        at = end + 1
      }
    },
    end() {
      try {
        tokenizer.end()
      } catch (error) {
        throw error instanceof SourceError ? error : broken(line, describe(error))
      }
      if (!grammar.isComplete()) throw broken(line, 'the file ends before its last bracket is closed')
    },
  }
}

type Due =
  | 'a value'
  | 'a value or the end of the list'
  | 'a name'
  | 'a name or the end'
  | 'a colon'
  | 'a comma or the end'

/** What may follow what. `take` returns what is wrong with a token. */
function createGrammar(handlers: JsonHandlers) {
  const levels: Kind[] = []
  let due: Due = 'a value'
  const isDue = (...those: Due[]) => those.includes(due)
  // Behind a document another one may follow.
  const afterValue = () => {
    due = levels.length === 0 ? 'a value' : 'a comma or the end'
  }

  function open(kind: Kind): void {
    if (levels.length === mostLevels) {
      throw new SourceError('too_deep', `The file is nested more than ${mostLevels} levels deep.`)
    }
    levels.push(kind)
    handlers.begin(kind)
    due = kind === 'object' ? 'a name or the end' : 'a value or the end of the list'
  }
  function close(): void {
    levels.pop()
    handlers.end()
    afterValue()
  }
  function scalar(text: string): void {
    handlers.value(text)
    afterValue()
  }

  const isValueDue = () => isDue('a value', 'a value or the end of the list')
  function take(token: TokenType, value: unknown): string | null {
    const wrong = `something else stands where ${due} is due`
    switch (token) {
      case TokenType.STRING:
        if (isDue('a name', 'a name or the end')) {
          handlers.key(storable(value as string))
          due = 'a colon'
        } else if (isValueDue()) scalar(value as string)
        else return wrong
        return null
      case TokenType.COLON:
        if (!isDue('a colon')) return wrong
        due = 'a value'
        return null
      case TokenType.COMMA:
        if (!isDue('a comma or the end')) return wrong
        due = levels.at(-1) === 'object' ? 'a name' : 'a value'
        return null
      case TokenType.LEFT_BRACE:
      case TokenType.LEFT_BRACKET:
        if (!isValueDue()) return wrong
        open(token === TokenType.LEFT_BRACE ? 'object' : 'list')
        return null
      case TokenType.RIGHT_BRACE:
        if (levels.at(-1) !== 'object' || !isDue('a name or the end', 'a comma or the end')) return wrong
        close()
        return null
      case TokenType.RIGHT_BRACKET:
        if (levels.at(-1) !== 'list' || !isDue('a value or the end of the list', 'a comma or the end'))
          return wrong
        close()
        return null
      default:
        if (!isValueDue()) return wrong
        scalar(token === TokenType.NULL ? '' : String(value))
        return null
    }
  }
  return { take, isComplete: () => levels.length === 0 }
}

/** A name without what no database can store: NUL, and half a character. */
function storable(name: string): string {
  return name.toWellFormed().replaceAll('\0', '')
}

/** For UTF-16, which begins with its mark; everything else is UTF-8. */
function wideDecoder(bytes: Uint8Array): InstanceType<typeof TextDecoder> | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le')
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be')
  return null
}

function describe(error: unknown): string {
  if (error instanceof TypeError) return 'it holds bytes that are not UTF-8'
  const found = /^Unexpected "([\s\S]*?)" at chunk/.exec(error instanceof Error ? error.message : '')
  return found ? `unexpected ${JSON.stringify(found[1])}` : 'it ends in the middle of a value'
}

function broken(line: number, reason: string): SourceError {
  return new SourceError(
    'broken_json',
    `Line ${line} is not valid JSON: ${reason}. Correct it, or export the file again.`,
    [line],
  )
}
