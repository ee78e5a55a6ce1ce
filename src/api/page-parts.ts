// Parts of a page as templates say them: a table of facts, questions with answers, a comparison, a link to a map, a call
// to action. What is said of a column is left out where its cell is empty, with everything around it. Pure.
import { output, reference } from './column-reference.ts'

/** A column as a page speaks of it. */
export interface Fact {
  column: string
  label: string
  /** An address, which becomes a link. */
  isLink?: boolean
  /** No cell of it is empty. */
  isComplete?: boolean
}

/** What a header says, for people. Braces of templates are left out: on a page they look like a mistake. */
export function columnLabel(name: string): string {
  const words = name
    .replace(/\{\{|\}\}|\{%|%\}/g, ' ')
    .replace(/[_-]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  return words === '' ? 'Value' : words.charAt(0).toUpperCase() + words.slice(1)
}

/** Text of the author, or of a header, as HTML; Liquid in it stays. */
export function htmlText(text: string): string {
  return outsideLiquid(text, (part) => part.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`))
}

/** Text of the author inside quotes of JSON; Liquid stays, since a field of JSON escapes what it prints. */
export function jsonText(text: string): string {
  return outsideLiquid(text, (part) => JSON.stringify(part).slice(1, -1))
}

function outsideLiquid(text: string, change: (part: string) => string): string {
  const parts = text.split(/(\{\{.*?\}\}|\{%.*?%\})/s)
  return parts.map((part, at) => (at % 2 === 1 ? part : change(part))).join('')
}

/** `text`, where the column has something to say. */
export function whereFilled(column: string, text: string): string {
  return `{% if ${reference(column)} != blank %}${text}{% endif %}`
}

/** Where one of these columns has something to say; nothing stands around it where one always has. */
export function whereAny(facts: readonly Fact[], lines: readonly string[]): string[] {
  if (facts.some(({ isComplete }) => isComplete)) return [...lines]
  const any = facts.map(({ column }) => `${reference(column)} != blank`).join(' or ')
  return [`{% if ${any} %}`, ...lines, '{% endif %}']
}

/** No heading stands above nothing. */
export function factsTable(facts: readonly Fact[], title: string): string[] {
  if (facts.length === 0) return []
  const rows = facts.map(({ column, label, isLink }) => {
    const cell = isLink ? `<a href="${output(column)}">${output(column)}</a>` : output(column)
    return `    ${whereFilled(column, `<tr><th>${htmlText(label)}</th><td>${cell}</td></tr>`)}`
  })
  const heading = title === '' ? [] : [`<h2>${htmlText(title)}</h2>`]
  return whereAny(facts, [...heading, '<table>', '  <tbody>', ...rows, '  </tbody>', '</table>'])
}

/** A question and what answers it; both may hold Liquid. */
export interface Question {
  question: string
  answer: string
  /** Left out where this column is empty; null: always there. */
  about: Pick<Fact, 'column' | 'isComplete'> | null
}

function whereAnswered({ about }: Question, text: string): string {
  return about === null || about.isComplete ? text : whereFilled(about.column, text)
}

const aboutOf = (questions: readonly Question[]): Fact[] =>
  questions.map(({ about }) => ({
    column: about?.column ?? '',
    label: '',
    isComplete: about === null || about.isComplete === true,
  }))

/** Questions that open on a click. */
export function questionsSection(questions: readonly Question[], title: string): string[] {
  if (questions.length === 0) return []
  const lines = questions.map((one) =>
    whereAnswered(
      one,
      `<details><summary>${htmlText(one.question)}</summary><p>${htmlText(one.answer)}</p></details>`,
    ),
  )
  return whereAny(aboutOf(questions), [`<h2>${htmlText(title)}</h2>`, ...lines])
}

/**
 * The same questions as search engines read them: a `FAQPage`, for a field of structured data and never for the body,
 * from which scripts are taken out.
 */
export function questionsData(questions: readonly Question[]): string {
  if (questions.length === 0) return ''
  const entry = ({ question, answer }: Question) =>
    `{"@type": "Question", "name": "${jsonText(question)}", "acceptedAnswer": {"@type": "Answer", "text": "${jsonText(answer)}"}}`
  const lines = whereAny(aboutOf(questions), [
    '{"@context": "https://schema.org", "@type": "FAQPage", "mainEntity": [',
    ...listEntries(
      questions.map((one) => ({ text: entry(one), within: (text) => whereAnswered(one, text) })),
    ),
    ']}',
  ])
  return lines.join('\n')
}

/** Entries of a JSON list of which some may be left out, with commas between those that are there. */
function listEntries(entries: readonly { text: string; within(text: string): string }[]): string[] {
  const isFixed = entries.every(({ text, within }) => within(text) === text)
  if (isFixed) return entries.map(({ text }, at) => (at === entries.length - 1 ? text : `${text},`))
  return [
    '{% assign comma = "" %}',
    ...entries.map(({ text, within }) => within(`{{ comma }}${text}{% assign comma = "," %}`)),
  ]
}

export interface ComparedPair {
  label: string
  left: string
  right: string
}

/** Two things side by side. @param heads what they are called, in HTML and Liquid */
export function comparisonTable(
  heads: { left: string; right: string },
  pairs: readonly ComparedPair[],
  title: string,
): string[] {
  if (pairs.length === 0) return []
  const rows = pairs.map(({ label, left, right }) => {
    const row = `<tr><th>${htmlText(label)}</th><td>${output(left, blankAs)}</td><td>${output(right, blankAs)}</td></tr>`
    return `    {% if ${reference(left)} != blank or ${reference(right)} != blank %}${row}{% endif %}`
  })
  return [
    ...(title === '' ? [] : [`<h2>${htmlText(title)}</h2>`]),
    '<table>',
    '  <tbody>',
    `    <tr><th></th><th>${heads.left}</th><th>${heads.right}</th></tr>`,
    ...rows,
    '  </tbody>',
    '</table>',
  ]
}

const blankAs = ' | default_if_blank: "–"'

/** A link that shows an address on a map. @param columns parts of the address, in the order in which it is written */
export function mapLink(columns: readonly string[], words: string): string[] {
  const [first, ...rest] = columns
  if (first === undefined) return []
  const more = rest.map((column) => ` | append: " " | append: ${reference(column)}`).join('')
  const query = output(first, `${more} | normalize_whitespace | strip | url_encode`)
  const link = `<a href="https://www.google.com/maps/search/?api=1&amp;query=${query}">${htmlText(words)}</a>`
  return [whereFilled(first, `<p>${link}</p>`)]
}

/** @param link a column that holds an address, or the address itself */
export function callToAction(
  { heading, text, label }: { heading: string; text: string; label: string },
  link: { column: string } | { address: string },
): string[] {
  const href = 'column' in link ? output(link.column) : htmlText(link.address)
  const lines = [
    ...(heading === '' ? [] : [`<h2>${htmlText(heading)}</h2>`]),
    ...(text === '' ? [] : [`<p>${htmlText(text)}</p>`]),
    `<p><a href="${href}">${htmlText(label)}</a></p>`,
  ]
  if (!('column' in link)) return lines
  return [`{% if ${reference(link.column)} != blank %}`, ...lines, '{% endif %}']
}
