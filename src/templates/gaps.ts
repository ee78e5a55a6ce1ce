// What a careful reader stumbles over where a cell was empty: "Canillo, , at a glance", "Hotels in .", "()". Pure.

import type { Problem } from '../api/problem.ts'
import { excerpt } from '../api/shorten.ts'
import type { FieldKind } from './engine.ts'
import { isBlank } from './filters/filter.ts'
import type { RenderedRow, TemplateRow, TemplateSource } from './render-row.ts'
import { visibleLines } from './visible-lines.ts'

/** Words that something has to follow, in the languages that most templates are written in; a capital makes a name. */
const leadingWords =
  'a an the in at of on from near for to by with and or about between into over per via than ' +
  'im am bei beim von vom aus nach für mit und oder zum zur der die das ' +
  'à au aux de du des en dans pour avec et ou le la les chez vers ' +
  'del al con por para y el los las un una ' +
  'di da nel nella per tra e il lo gli ' +
  'em no na nos nas com ' +
  'van voor bij naar het een met'
const word = `(?<=^|[\\s([“"])(?:${[...new Set(leadingWords.split(' '))].join('|')})`

/** Wrong wherever it stands. */
const alwaysWrong = [
  // Doubled: ", ," "; ." ".." ". ." "| |" " - - "
  '[,;:]\\s*[,;:.!?](?![.)/\\p{L}])',
  '(?<![.\\p{L}]\\.|\\.)\\.\\s?\\.(?!\\.)',
  '[|·–—]\\s*[|·–—]',
  '\\s-\\s+-(?=\\s)',
  // Nothing in brackets or quotes, or a comma beside them.
  '(?<=^|\\s)[([]\\s*[)\\]]',
  '“\\s*”|«\\s*»|(?<=^|\\s)""(?=\\s|$)',
  '\\(\\s*[,;]|[,;]\\s*\\)',
  // A space before a comma or full stop, and marks at the ends.
  '\\s[,.](?=\\s|$)',
  '^[,;:.!?)\\]](?=\\s|$)',
  '^[|·–—-]\\s',
  '(?<=\\S\\s*)[,;(|·–—]$',
  '(?<=\\S\\s)-$',
  "(?<=^|\\s)['’]s(?=\\s)",
]
/** Wrong beside an empty cell; people write such things on purpose as well. */
const wrongWhenBlank = [`${word}(?=\\s*[.,;:!?)])`, `${word}$`, '(?<=\\S) {2,}(?=\\S)', ':$']

const always = new RegExp(alwaysWrong.join('|'), 'u')
const whenBlank = new RegExp([...alwaysWrong, ...wrongWhenBlank].join('|'), 'u')

const readable = new Set<FieldKind>(['text', 'long_text', 'html'])

/** For each row: a warning for each field that reads as if something were missing. */
export function prepareGaps({
  fields,
  kinds,
}: TemplateSource): (row: TemplateRow, rendered: RenderedRow) => Problem[] {
  const checked = Object.entries(fields).filter(
    ([name, source]) => readable.has(kinds[name] ?? 'html') && /\{[{%]/.test(source),
  )
  return ({ cells }, rendered) =>
    checked.flatMap(([name, source]): Problem[] => {
      const text = rendered.fields[name] ?? ''
      if (text === '') return []
      const blank = blankColumns(source, cells)
      const found = findGap(kinds[name] === 'html' ? visibleLines(text) : text.split('\n'), {
        source,
        cells,
        hasBlank: blank.length > 0,
      })
      return found === null ? [] : [gap(name, found, blank)]
    })
}

interface Origin {
  source: string
  cells: Readonly<Record<string, string>>
  hasBlank: boolean
}

/** The columns without a value that the template speaks of. */
function blankColumns(source: string, cells: Readonly<Record<string, string>>): string[] {
  return Object.keys(cells).filter((name) => isBlank(cells[name]) && source.includes(name))
}

/** What reads wrongly, with what stands around it; null for a text that reads well. */
function findGap(lines: readonly string[], origin: Origin): string | null {
  const wrong = origin.hasBlank ? whenBlank : always
  for (const raw of lines) {
    const line = raw.trim()
    const match = wrong.exec(line)
    if (!match || isMeant(line, match, origin)) continue
    const from = Math.max(0, match.index - 40)
    const until = match.index + match[0].length + 25
    return `${from > 0 ? '…' : ''}${excerpt(line, from, until).trim()}${until < line.length ? '…' : ''}`
  }
  return null
}

/** It stands so in a cell, or in the template with nothing to be filled in beside it. */
function isMeant(line: string, match: RegExpExecArray, { source, cells }: Origin): boolean {
  const before = /\S*\s*$/.exec(line.slice(Math.max(0, match.index - 200), match.index))?.[0] ?? ''
  const after = /^\s*\S*/.exec(line.slice(match.index + match[0].length))?.[0] ?? ''
  const fragment = `${before}${match[0]}${after}`.trim()
  // A name may end in such a word: "Congo, The Democratic Republic of the".
  const inCells = /\p{L}$/u.test(match[0]) ? `${before}${match[0]}` : fragment
  if (Object.values(cells).some((cell) => cell.includes(inCells))) return true
  for (let at = source.indexOf(fragment); at !== -1; at = source.indexOf(fragment, at + 1))
    if (standsAlone(fragment, source.slice(0, at), source.slice(at + fragment.length))) return true
  return false
}

/** Nothing is filled in right beside it; behind the end of a sentence another may begin. */
function standsAlone(fragment: string, before: string, after: string): boolean {
  const isBegun = /^[\p{L}\p{N}]/u.test(fragment)
  const isEnded = /[.!?]$/.test(fragment)
  const opens = isBegun ? /[}%]\}$/ : /[}%]\}\s*(?:<[^>]*>\s*)*$/
  const follows = isEnded ? /^\{[{%]/ : /^\s*(?:<[^>]*>\s*)*\{[{%]/
  return !opens.test(before) && !follows.test(after)
}

function gap(field: string, found: string, blank: readonly string[]): Problem {
  const [first] = blank
  const advice =
    first === undefined
      ? 'Look at the template, or at the cells that this comes from.'
      : `${blank.slice(0, 3).join(', ')} ${blank.length === 1 ? 'is' : 'are'} empty in this row: put what belongs to it between {% if row["${first}"] != blank %} and {% endif %}.`
  return {
    code: 'text_gap',
    severity: 'warning',
    field,
    message: `"${found}" reads as if something were missing. ${advice}`,
  }
}
