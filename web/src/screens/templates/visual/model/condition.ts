// The tags of conditions and loops, taken apart for their forms and put together again, and what they are called. Pure.
import { columnOf, quoted } from './output.ts'

export interface Tag {
  name: string
  /** What stands behind the name. */
  rest: string
}

const tag = /^(\{%-?)\s*(\w*)\s*([\s\S]*?)\s*(-?%\})$/

export function readTag(source: string): Tag {
  const [, , name = '', rest = ''] = tag.exec(source) ?? []
  return { name, rest }
}

/** The tag with the braces that it had, which may trim the space around it. */
export function writeTag(source: string, { name, rest }: Tag): string {
  const [, open = '{%', , , close = '%}'] = tag.exec(source) ?? []
  return `${open} ${name}${rest === '' ? '' : ` ${rest}`} ${close}`
}

export const comparisons = [
  { value: 'filled', label: 'is filled in', takesValue: false },
  { value: 'empty', label: 'is empty', takesValue: false },
  { value: '==', label: 'is', takesValue: true },
  { value: '!=', label: 'is not', takesValue: true },
  { value: 'contains', label: 'contains', takesValue: true },
  { value: '>', label: 'is more than', takesValue: true },
  { value: '>=', label: 'is at least', takesValue: true },
  { value: '<', label: 'is less than', takesValue: true },
  { value: '<=', label: 'is at most', takesValue: true },
] as const
export type ComparisonName = (typeof comparisons)[number]['value']

export interface Comparison {
  /** What is compared: `row.city`. */
  left: string
  comparison: ComparisonName
  /** What a person would write: without quotes, unless it is a column. */
  value: string
}

export interface Condition {
  parts: Comparison[]
  joint: 'and' | 'or'
}

const pattern =
  /^((?:[\w.-]+|\[(?:"[^"]*"|'[^']*')\])+)(?:\s*(==|!=|>=|<=|>|<|\bcontains\b)\s*("[^"]*"|'[^']*'|[\w.[\]"'-]+))?$/

/** A condition that the form can show, or null. */
export function readCondition(text: string): Condition | null {
  const pieces = splitAtJoints(text)
  if (pieces.joints.size > 1) return null
  const parts = pieces.parts.map(readComparison)
  if (parts.some((part) => part === null)) return null
  const [joint = 'and'] = pieces.joints
  return { parts: parts as Comparison[], joint }
}

function splitAtJoints(text: string): { parts: string[]; joints: Set<'and' | 'or'> } {
  const joints = new Set<'and' | 'or'>()
  const parts = ['']
  for (const [piece] of text.matchAll(/"[^"]*"|'[^']*'|\s+(?:and|or)\s+|[^"'\s]+|\s+|["']/g)) {
    const joint = piece.trim()
    if (/^\s/.test(piece) && (joint === 'and' || joint === 'or')) {
      joints.add(joint)
      parts.push('')
    } else parts[parts.length - 1] += piece
  }
  return { parts: parts.map((part) => part.trim()), joints }
}

function readComparison(text: string): Comparison | null {
  const [, left, operator, right] = pattern.exec(text) ?? []
  if (left === undefined || /^["'\d]/.test(left)) return null
  // Liquid takes every text for true, the empty one too: the form has no words for that.
  if (operator === undefined) return null
  if (right === 'blank' || right === 'empty') {
    if (operator === '!=') return { left, comparison: 'filled', value: '' }
    return operator === '==' ? { left, comparison: 'empty', value: '' } : null
  }
  const isText = /^["']/.test(right!)
  // A text that looks like a number is read as one all the same.
  if (!isText && !/^-?\d+(?:\.\d+)?$/.test(right!)) return null
  return { left, comparison: operator as ComparisonName, value: isText ? right!.slice(1, -1) : right! }
}

export function writeCondition({ parts, joint }: Condition): string {
  return parts.map(writeComparison).join(` ${joint} `)
}

function writeComparison({ left, comparison, value }: Comparison): string {
  if (comparison === 'filled') return `${left} != blank`
  if (comparison === 'empty') return `${left} == blank`
  const right = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(value) ? value : quoted(value)
  return `${left} ${comparison} ${right}`
}

export interface Loop {
  item: string
  list: string
  /** `limit: 3`, `reversed`. */
  more: string
}

export function readLoop(rest: string): Loop {
  const [, item = '', list = '', more = ''] = /^(\w*)\s+in\s+(\([^)]*\)|\S+)\s*([\s\S]*)$/.exec(rest) ?? []
  return { item, list, more }
}

export const writeLoop = ({ item, list, more }: Loop) => `${item} in ${list}${more === '' ? '' : ` ${more}`}`

/** What a tag says to a person: "If city is filled in", "Otherwise". */
export function tagLabel(source: string, head = ''): string {
  const { name, rest } = readTag(source)
  if (name === 'if') return `If ${conditionLabel(rest)}`
  if (name === 'elsif') return `Otherwise, if ${conditionLabel(rest)}`
  if (name === 'unless') return `Unless ${conditionLabel(rest)}`
  if (name === 'else') return 'Otherwise'
  if (name === 'case') return `Depending on ${nameOf(rest)}`
  if (name === 'when')
    return head === '' ? `When it is ${rest}` : `When ${nameOf(caseSubject(head))} is ${rest}`
  if (name === 'for') {
    const { item, list, more } = readLoop(rest)
    return item === ''
      ? `For each ${rest}`
      : `For each ${item} in ${nameOf(list)}${more === '' ? '' : ` (${more})`}`
  }
  if (name === 'endfor') return 'End of the loop'
  return /^end/.test(name) ? 'End' : source
}

/** What `{% case … %}` looks at. */
export const caseSubject = (head: string) => readTag(head.trim()).rest

const nameOf = (expression: string) => columnOf(expression) ?? expression

function conditionLabel(text: string): string {
  const condition = readCondition(text)
  if (!condition) return text
  return condition.parts
    .map(({ left, comparison, value }) => {
      const { label, takesValue } = comparisons.find((one) => one.value === comparison)!
      return `${nameOf(left)} ${label}${takesValue ? ` ${value === '' ? 'empty' : value}` : ''}`
    })
    .join(` ${condition.joint} `)
}
