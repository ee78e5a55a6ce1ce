// The one gate for what comes in, whichever way: as JSON, in a form, in an address, in a cursor. What no database can
// store, and what would exhaust whoever walks through it, is refused here with words. Pure.
import { AppError } from '../errors.ts'

/** Nothing the contract names comes near. */
export const deepest = 64

const utf8 = new TextDecoder('utf-8', { fatal: true })

/** `where`: what holds the text, as people call it ("The body"). */
export function readText(bytes: Uint8Array, where: string): string {
  try {
    return utf8.decode(bytes)
  } catch {
    throw refuse(`${where} is not well-formed UTF-8. Send it in UTF-8.`)
  }
}

export function checkText(text: string, where: string): void {
  if (text.includes('\0')) {
    throw refuse(`${where} holds a NUL character, which no text can have. Remove it.`)
  }
  if (!text.isWellFormed()) {
    throw refuse(
      `${where} holds half of a character (a lone surrogate), which no text can have. It was probably cut in two; send the whole character.`,
    )
  }
}

/** Every text in it, names included, and how deep it goes. Never walks deeper than it allows. */
export function checkValue(value: unknown, where: string, depth = 0): void {
  if (typeof value === 'string') checkText(value, where)
  if (value === null || typeof value !== 'object') return
  if (depth === deepest) {
    throw refuse(
      `${where} has lists or objects in each other more than ${deepest} deep. Send less in each other.`,
    )
  }
  for (const [name, item] of Object.entries(value)) {
    checkText(name, where)
    checkValue(item, where, depth + 1)
  }
}

function refuse(message: string): AppError {
  return new AppError('bad_request', message)
}
