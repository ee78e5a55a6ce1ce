// From what a model said to what the cell becomes, or why its row is held. Pure.
import type { AiColumn } from '../api/ai.ts'
import { shorten } from '../api/shorten.ts'
import { checkAnswer } from './checks/check-answer.ts'
import { readingsOf } from './checks/numbers.ts'

export type Rules = Pick<AiColumn, 'type' | 'choices' | 'mostCharacters' | 'allowed'>

export interface Verdict {
  /** Empty where it is held. */
  value: string
  held: string | null
  /** What it says and its row does not, as it stands in the answer. */
  unknown: string[]
  /** Names that stand nowhere in the row. */
  names: string[]
}

/** `cells`: those of the row, without columns that models fill. */
export function judge(answer: string, rules: Rules, cells: Readonly<Record<string, string>>): Verdict {
  const text = withoutFence(answer.trim())
  if (text === '') return held('The model answered nothing.')
  // Shown by no page, and refused by databases.
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/.test(text) || !text.isWellFormed())
    return held('The answer contains control characters, which no page can show.')
  const typed = readType(text, rules)
  if (typed.held !== null) return typed
  if (rules.type === 'choice' || rules.type === 'yes_no') return typed
  const { unknown, names } = checkAnswer(typed.value, {
    cells,
    allowed: rules.allowed,
    isHtml: rules.type === 'html',
  })
  if (unknown.length === 0) return { ...typed, names }
  const shown = unknown.slice(0, 5).map(({ kind, text: what }) => `${words[kind]} "${what}"`)
  const more = unknown.length > shown.length ? ` and ${unknown.length - shown.length} more` : ''
  return {
    ...held(`It says what its row does not: ${shown.join(', ')}${more}.`),
    unknown: [...new Set(unknown.map(({ text: what }) => what))],
  }
}

const words = {
  link: 'the link',
  email: 'the address',
  phone: 'the telephone number',
  date: 'the date',
  time: 'the time',
  money: 'the amount',
  percentage: 'the percentage',
  number: 'the number',
} as const

export function held(reason: string): Verdict {
  return { value: '', held: reason, unknown: [], names: [] }
}

function fine(value: string): Verdict {
  return { value, held: null, unknown: [], names: [] }
}

function readType(text: string, { type, choices, mostCharacters }: Rules): Verdict {
  if (type === 'number') return readNumber(text)
  if (type === 'choice') {
    const found = choices.find((choice) => plain(choice) === plain(text))
    return found === undefined
      ? held(`The model answered "${shorten(text, 60)}", which is none of the choices.`)
      : fine(found)
  }
  if (type === 'yes_no') {
    const word = plain(text)
    if (word === 'true' || word === 'yes') return fine('true')
    if (word === 'false' || word === 'no') return fine('false')
    return held(`The model answered "${shorten(text, 60)}" and not true or false.`)
  }
  const bare = type === 'text' ? withoutQuotes(text) : text
  if (bare.length <= mostCharacters) return fine(bare)
  return held(`The answer has ${bare.length} characters; at most ${mostCharacters} are wanted.`)
}

function readNumber(text: string): Verdict {
  const match = /^([-+]?)(\d[\d.,' \u00a0\u202f]*)$/.exec(text.replace(/\.$/, ''))
  const readings = match ? readingsOf(match[2]!.trim()) : []
  const [value] = readings
  if (value === undefined || !/^\d+(\.\d+)?$/.test(value))
    return held(`The model answered "${shorten(text, 60)}", which is no number.`)
  // It was told to write a point before decimals.
  const decimal = readings.find((reading) => reading.includes('.') && text.includes('.')) ?? value
  return fine(match![1] === '-' ? `-${decimal}` : decimal)
}

function plain(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/^["'“‘«\s*-]+|["'”’»\s.*]+$/g, '')
}

function withoutFence(text: string): string {
  const fenced = /^```[a-z]*\n([\s\S]*?)\n?```$/.exec(text)
  return (fenced?.[1] ?? text).trim()
}

function withoutQuotes(text: string): string {
  const quoted = /^(?:"([^"]*)"|“([^”]*)”|«([^»]*)»)$/.exec(text)
  return (quoted?.[1] ?? quoted?.[2] ?? quoted?.[3] ?? text).trim()
}
