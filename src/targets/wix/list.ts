// Names in a field of kind `list`.
import { foldName } from '../target.ts'

/**
 * One name per line, or separated by semicolons. Not by commas: `Congo, The Democratic Republic of the` is one
 * name. Blank ones are dropped; the same name in another case or width counts once, in its first spelling.
 */
export function readList(text: string): string[] {
  const names = new Map<string, string>()
  for (const part of text.split(/[\n\r;]+/)) {
    const name = part.trim().replace(/\s+/g, ' ')
    const key = foldName(name)
    if (key !== '' && !names.has(key)) names.set(key, name)
  }
  return [...names.values()]
}
