// Patterns (regular expressions) that people write. An engine whose time grows with the text alone, so that no
// pattern can hang the server; the price is that back references do not exist.
import { RE2JS, RE2JSException } from 're2js'
import { StepProblem } from './step.ts'

export interface Pattern {
  test(text: string): boolean
  /** `$1` and `${name}` in the replacement are what groups found. */
  replaceAll(text: string, replacement: string): string
  /** Into at most this many parts; the last takes the rest as it stands. */
  split(text: string, most: number): string[]
}

/** @throws StepProblem for what is no pattern */
export function compilePattern(
  source: string,
  { ignoreCase, whole = false }: { ignoreCase: boolean; whole?: boolean },
): Pattern {
  const flags = ignoreCase ? RE2JS.CASE_INSENSITIVE : 0
  const compiled = compile(whole ? `\\A(?:${source})\\z` : source, source, flags)
  return {
    test: (text) => compiled.test(text),
    replaceAll: (text, replacement) => {
      try {
        return compiled.matcher(text).replaceAll(replacement)
      } catch (error) {
        throw new StepProblem(
          `The replacement "${replacement}" does not fit the pattern: ${messageOf(error)}.`,
        )
      }
    },
    split(text, most) {
      const parts: string[] = []
      const matcher = compiled.matcher(text)
      let from = 0
      while (parts.length < most - 1 && matcher.find()) {
        // What matches nothing separates nothing.
        if (matcher.end() === matcher.start()) continue
        parts.push(text.slice(from, matcher.start()))
        from = matcher.end()
      }
      return [...parts, text.slice(from)]
    },
  }
}

function compile(text: string, source: string, flags: number): RE2JS {
  try {
    // Alone too: brackets that are never closed must not close ours.
    if (text !== source) RE2JS.compile(source, flags)
    return RE2JS.compile(text, flags)
  } catch (error) {
    throw new StepProblem(
      `"${source}" is not a pattern that can be used: ${messageOf(error)}. Patterns are those of RE2, without back references and look-ahead.`,
    )
  }
}

function messageOf(error: unknown): string {
  if (error instanceof RE2JSException || error instanceof Error) return error.message.replace(/\.$/, '')
  return String(error)
}
