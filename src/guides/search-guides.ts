// Where the guides speak of something. They are few and short, so every section is looked at. Pure.
import type { GuideHit } from '../api/guide.ts'
import { excerpt, shorten } from '../api/shorten.ts'

export interface Section {
  guide: string
  title: string
  heading: string
  anchor: string
  text: string
}

const most = 20

/** What a word is worth by where it stands. */
const points = {
  /** In the title of the guide, of the section with which it opens: it is about that. */
  title: 40,
  heading: 12,
  /** Of any other section of that guide. */
  titleOfOther: 6,
  mostInText: 4,
}

/**
 * Sections that have every word, or begin with it; first the guides that are called so, then sections. Where nothing
 * has a word, the word of the guides that differs from it by a letter is looked for.
 */
export function searchGuides(sections: readonly Section[], search: string): GuideHit[] {
  const words = wordsOf(search)
  const found = findAll(sections, words)
  return found.length > 0 ? found : findAll(sections, corrected(sections, words))
}

function findAll(sections: readonly Section[], words: readonly string[]): GuideHit[] {
  if (words.length === 0) return []
  const found = sections.flatMap((section) => {
    const score = scoreOf(section, words)
    return score === 0 ? [] : [{ section, score }]
  })
  found.sort((a, b) => b.score - a.score)
  return found.slice(0, most).map(({ section: { guide, title, heading, anchor, text } }) => ({
    ...{ guide, title, heading, anchor },
    excerpt: around(text, words),
  }))
}

function scoreOf({ title, heading, anchor, text }: Section, words: readonly string[]): number {
  const opens = anchor === '' || heading === title
  const [page, head, body] = [title, heading, text].map((part) => part.toLowerCase()) as [
    string,
    string,
    string,
  ]
  let score = 0
  for (const word of words) {
    const inText = Math.min(points.mostInText, body.split(word).length - 1)
    const own =
      share(page, word) * (opens ? points.title : points.titleOfOther) +
      (opens ? 0 : share(head, word) * points.heading) +
      inText
    if (own === 0) return 0
    score += own
  }
  return score
}

/** 1: a word begins so, 0.5: it is within a word, 0: it is not there. */
function share(text: string, word: string): number {
  const at = text.indexOf(word)
  if (at === -1) return 0
  return wordsOf(text).some((one) => one.startsWith(word)) ? 1 : 0.5
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}_-]+/gu) ?? []
}

/** Words that no section has, each replaced by the most frequent one that is a letter away. */
function corrected(sections: readonly Section[], words: readonly string[]): string[] {
  const counts = new Map<string, number>()
  for (const { title, heading, text } of sections)
    for (const word of wordsOf(`${title} ${heading} ${text}`)) counts.set(word, (counts.get(word) ?? 0) + 1)
  return words.map((word) => {
    if (word.length < 4 || counts.has(word)) return word
    const near = [...counts].filter(([other]) => isLetterAway(word, other))
    return near.toSorted(([, a], [, b]) => b - a)[0]?.[0] ?? word
  })
}

/** One letter more, less or other, or two that changed places. */
function isLetterAway(a: string, b: string): boolean {
  if (a === b || Math.abs(a.length - b.length) > 1) return false
  let at = 0
  while (at < Math.min(a.length, b.length) && a[at] === b[at]) at++
  const [restA, restB] = [a.slice(at), b.slice(at)]
  if (a.length !== b.length) return a.length > b.length ? restA.slice(1) === restB : restA === restB.slice(1)
  const isSwapped = restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2)
  return restA.slice(1) === restB.slice(1) || isSwapped
}

/** The words around the first place, in one line. */
function around(text: string, [word = '']: readonly string[]): string {
  const at = text.toLowerCase().indexOf(word)
  const from = at < 60 ? 0 : text.indexOf(' ', at - 60) + 1
  return `${from > 0 ? '… ' : ''}${shorten(excerpt(text, from, text.length), 180)}`
}
