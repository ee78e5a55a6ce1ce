// Steps in words, the same on every door. Pure.
import { shorten } from './shorten.ts'
import type { FilterCondition, FilterTest, Step, StepKindName, StepOf } from './step.ts'

export const stepTitles: Readonly<Record<StepKindName, string>> = {
  filter: 'Filter rows',
  pick: 'Choose columns',
  split: 'Split text',
  join_text: 'Join text',
  replace: 'Find and replace',
  list_values: 'List of values',
  number: 'Read numbers',
  date: 'Read dates',
  trim_case: 'Spaces and letters',
  unique: 'Remove duplicates',
  join: 'Join with data',
  combine: 'Combine two lists',
  computed: 'Computed column',
}

/** What each is for, in a menu. */
export const stepHints: Readonly<Record<StepKindName, string>> = {
  filter: 'Keep or leave out rows by what is in them',
  pick: 'Choose, rename and order columns',
  split: 'Take a text apart into several columns',
  join_text: 'Put several columns together in one',
  replace: 'Replace a text or a pattern in cells',
  list_values: 'Replace values by a list, like codes by names',
  number: 'Read 1.234,50 as a number',
  date: 'Read 31.3.26 as a date',
  trim_case: 'Remove spaces, change capitals',
  unique: 'Keep one of the rows that are the same',
  join: 'Bring columns of other data along, by its key',
  combine: 'Make a row of each pair of two lists',
  computed: 'Fill a column by a template',
}

export const testWords: Readonly<Record<FilterTest, string>> = {
  is: 'is',
  is_not: 'is not',
  contains: 'contains',
  contains_not: 'does not contain',
  starts: 'begins with',
  ends: 'ends with',
  matches: 'matches the pattern',
  empty: 'is empty',
  filled: 'is filled',
  more: 'is more than',
  at_least: 'is at least',
  less: 'is less than',
  at_most: 'is at most',
}

/** Whether a test compares with something. */
export function takesValue(test: FilterTest): boolean {
  return test !== 'empty' && test !== 'filled'
}

type Sentences = { [K in StepKindName]: (step: StepOf<K>) => string }

const sentences: Sentences = {
  filter: ({ conditions, match, rows }) =>
    `${rows === 'keep' ? 'Keeps' : 'Leaves out'} rows where ${conditions.map(conditionWords).join(match === 'all' ? ' and ' : ' or ')}`,
  pick: ({ columns, others }) =>
    `${columns.map(takenWords).join(', ')}${others === 'keep' ? ', then all others' : ', no others'}`,
  split: ({ column, separator, into }) => `"${column}" at ${shown(separator)} into ${into.join(', ')}`,
  join_text: ({ columns, into }) => `${columns.join(', ')} as "${into}"`,
  replace: ({ columns, find, replacement }) =>
    `${shown(find)} by ${shown(replacement)} in ${columns.join(', ')}`,
  list_values: ({ column, into, values }) =>
    `${values.length} values of "${column}"${into === undefined ? '' : ` as "${into}"`}`,
  number: ({ columns, decimal }) => `${columns.join(', ')} like ${decimal === ',' ? '1.234,50' : '1,234.50'}`,
  date: ({ columns, order }) => `${columns.join(', ')}, ${orderWords[order]}`,
  trim_case: ({ columns, spaces, letters }) =>
    `${columns.join(', ')}: ${[spaceWords[spaces], letterWords[letters]].filter((word) => word !== '').join(', ') || 'as they are'}`,
  unique: ({ columns, keep }) => `The ${keep} row for each ${columns.join(' and ')}`,
  join: ({ on, columns, rows }) =>
    `${columns.map(takenWords).join(', ')} by ${on.join(' and ')}${rows === 'matching' ? ', rows with a partner only' : ''}`,
  combine: ({ list, into }) =>
    `Each row with ${'values' in list ? `${list.values.length} values of "${list.column}"` : `each row of other data`}, key in "${into}"`,
  computed: ({ into, template }) => `"${into}": ${shorten(template.replace(/\s+/g, ' '), 80)}`,
}

export const orderWords = { dmy: 'day first', mdy: 'month first', ymd: 'year first' } as const
const spaceWords = { keep: '', ends: 'no spaces at the ends', all: 'single spaces' } as const
const letterWords = {
  keep: '',
  lower: 'small letters',
  upper: 'capitals',
  title: 'Capitals Of Words',
  sentence: 'a capital at the beginning',
} as const

/** What a step does, in a line. */
export function stepSentence(step: Step): string {
  return (sentences[step.kind] as (step: Step) => string)(step)
}

function conditionWords({ column, test, value }: FilterCondition): string {
  return `"${column}" ${testWords[test]}${takesValue(test) ? ` ${shown(value)}` : ''}`
}

function takenWords({ column, name }: { column: string; name?: string | undefined }): string {
  return name === undefined || name === column ? column : `${column} as ${name}`
}

function shown(text: string): string {
  return `"${shorten(text, 40)}"`
}
