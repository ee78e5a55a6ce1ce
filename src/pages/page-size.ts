// Rows that become more than any page of their destination may be: told, and kept small, since whatever is made of
// them has to be stored, compared and shown. Pure.
import type { Problem } from '../api/problem.ts'
import type { AnyTarget } from '../targets/index.ts'
import type { RenderedRow, TemplateSource } from '../templates/render-row.ts'

/** Of a page that is too large anyway, the beginning of each field is enough to see which page it is. */
const keptCharacters = 10_000
/** Times what the destination takes, from where on only the beginning is kept. */
const tooMuch = 2

/** Without the HTML whose words alone are more than a page may have: it would be converted for nothing. */
export function refuseLongTexts(target: AnyTarget, { kinds }: TemplateSource, row: RenderedRow): RenderedRow {
  const long = Object.entries(row.fields).filter(
    ([name, text]) =>
      text.length > target.mostBytes && kinds[name] === 'html' && countLetters(text) > target.mostBytes,
  )
  if (long.length === 0) return row
  const problems = long.map(([name, text]) => tooLarge(target, text.length, name))
  const short = Object.fromEntries(long.map(([name, text]) => [name, text.slice(0, keptCharacters)]))
  return { ...row, fields: { ...row.fields, ...short }, problems: [...row.problems, ...problems] }
}

/** Why a page is made of the beginning of its texts instead, or null. */
export function largePageProblem(target: AnyTarget, wireBytes: number): Problem | null {
  return wireBytes > tooMuch * target.mostBytes ? tooLarge(target, wireBytes) : null
}

export function beginningOf(row: RenderedRow, problem: Problem): RenderedRow {
  const fields = Object.fromEntries(
    Object.entries(row.fields).map(([name, text]) => [name, text.slice(0, keptCharacters)]),
  )
  return { ...row, fields, problems: [...row.problems, problem] }
}

/** Where not even that could be found out: a hundred thousand elements side by side, or within each other. */
export const tooManyParts: Problem = {
  code: 'page_too_large',
  severity: 'error',
  message:
    'The texts of this row have far more elements than any page. Only the beginning is shown. Look for a loop that repeats itself, and for tags that are never closed.',
}

function tooLarge(target: AnyTarget, bytes: number, field?: string): Problem {
  const [is, most] = [Math.ceil(bytes / 1000), target.mostBytes / 1000]
  return {
    code: 'page_too_large',
    severity: 'error',
    ...(field !== undefined && { field }),
    message: `This row becomes ${is} KB, and ${target.name} takes ${most} KB at most. Only the beginning is shown. Split it or leave something out.`,
  }
}

/**
 * The letters a reader would see, at least: never more than there are, in time that grows with the text and not with
 * its square, whatever it holds.
 */
export function countLetters(html: string): number {
  let count = 0
  let at = 0
  while (at < html.length) {
    const tag = html.indexOf('<', at)
    count += lettersOf(html.slice(at, tag === -1 ? html.length : tag))
    if (tag === -1) break
    const end = endOfTag(html, tag)
    if (end === -1) break
    at = end
  }
  return count
}

/** Where the text goes on behind a tag, a comment, or an element whose text is not shown; -1: nowhere. */
function endOfTag(html: string, tag: number): number {
  const found = unseenAt(html, tag)
  if (found === null) return after(html, '>', tag)
  if (found === '') return after(html, '-->', tag + 4)
  const close = new RegExp(`</${found}`, 'gi')
  close.lastIndex = tag
  const end = close.exec(html)
  return end ? after(html, '>', end.index) : -1
}

/** The name of an element without visible text that begins here, an empty text for a comment, or null. */
function unseenAt(html: string, at: number): string | null {
  const match = /^(?:<!--|<(script|style|template)\b)/i.exec(html.slice(at, at + 12))
  return match ? (match[1] ?? '').toLowerCase() : null
}

function after(html: string, what: string, from: number): number {
  const at = html.indexOf(what, from)
  return at === -1 ? -1 : at + what.length
}

/** An entity is one letter; spaces may be dropped. */
function lettersOf(text: string): number {
  return text.replace(/&#?\w{1,10};/g, 'x').replace(/\s+/g, '').length
}
