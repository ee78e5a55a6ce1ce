// The gallery of blocks: what can be put into the body of a template at a click, after a small form. Pure.
import { output } from './column-reference.ts'
import type { Column } from './dataset.ts'
import {
  callToAction,
  columnLabel,
  comparisonTable,
  type Fact,
  factsTable,
  mapLink,
  type Question,
  questionsData,
  questionsSection,
} from './page-parts.ts'

/** What the form of a block asks for. */
export interface BlockQuestion {
  name: string
  label: string
  kind: 'text' | 'column' | 'columns'
  /** Nothing need be given. */
  isOptional?: boolean
  /** What stands in the form at first. */
  suggest(columns: readonly Column[]): string | string[]
}

/** Answers by the name of the question: a text, a column, or several in their order. */
export type BlockAnswers = Readonly<Record<string, string | readonly string[]>>

export interface TemplateBlock {
  id: string
  title: string
  text: string
  questions: readonly BlockQuestion[]
  /** HTML and Liquid for the body. */
  source(answers: BlockAnswers, columns: readonly Column[]): string
  /** JSON for the field of structured data, where the block has some. */
  structured?(answers: BlockAnswers, columns: readonly Column[]): string
}

const named = (columns: readonly Column[], pattern: RegExp) =>
  columns.filter(({ name, header }) => pattern.test(name) || pattern.test(header))
const firstNamed = (columns: readonly Column[], pattern: RegExp) => named(columns, pattern)[0]?.name ?? ''
const textOf = (answers: BlockAnswers, name: string) => String(answers[name] ?? '').trim()
const listOf = (answers: BlockAnswers, name: string) => {
  const given = answers[name] ?? []
  return typeof given === 'string' ? (given === '' ? [] : [given]) : given
}
const known = (names: readonly string[], columns: readonly Column[]) =>
  names.flatMap((name) => columns.find((column) => column.name === name) ?? [])

const isShort = ({ type, longest }: Column) => type !== 'html' && type !== 'empty' && longest <= 80
const isKey = ({ name }: Column) => /(^|[_ ])(id|uuid|guid|code|key|slug)$/i.test(name)
const titlePattern = /^(title|name|headline|term)$/i
const isTitle = ({ name }: Column) => titlePattern.test(name)
const picturePattern = /image|photo|picture|logo|thumb|cover/i

/** Short values that say something about a row. */
function factColumns(columns: readonly Column[]): Column[] {
  return columns.filter(
    (column) => isShort(column) && !isKey(column) && !isTitle(column) && !picturePattern.test(column.name),
  )
}

const facts: TemplateBlock = {
  id: 'facts',
  title: 'Facts',
  text: 'A table of values, a line for each column. A line is left out where its cell is empty.',
  questions: [
    { name: 'heading', label: 'Heading', kind: 'text', isOptional: true, suggest: () => 'At a glance' },
    {
      name: 'columns',
      label: 'Columns',
      kind: 'columns',
      suggest: (columns) =>
        factColumns(columns)
          .slice(0, 8)
          .map(({ name }) => name),
    },
  ],
  source: (answers, columns) =>
    factsTable(known(listOf(answers, 'columns'), columns).map(factOf), textOf(answers, 'heading')).join('\n'),
}

function factOf({ name, type }: Column): Fact {
  return { column: name, label: columnLabel(name), isLink: type === 'url' }
}

const questions: TemplateBlock = {
  id: 'questions',
  title: 'Questions and answers',
  text: 'Questions that open on a click, answered by columns. Search engines get them as structured data.',
  questions: [
    { name: 'heading', label: 'Heading', kind: 'text', suggest: () => 'Questions and answers' },
    {
      name: 'about',
      label: 'What the page is about',
      kind: 'column',
      suggest: (columns) => firstNamed(columns, titlePattern),
    },
    {
      name: 'columns',
      label: 'Columns that answer a question',
      kind: 'columns',
      suggest: (columns) =>
        factColumns(columns)
          .slice(0, 4)
          .map(({ name }) => name),
    },
  ],
  source: (answers, columns) =>
    questionsSection(questionsOf(answers, columns), textOf(answers, 'heading')).join('\n'),
  structured: (answers, columns) => questionsData(questionsOf(answers, columns)),
}

function questionsOf(answers: BlockAnswers, columns: readonly Column[]): Question[] {
  const about = textOf(answers, 'about')
  const of = about === '' ? '' : ` of ${output(about)}`
  return known(listOf(answers, 'columns'), columns).map(({ name, type }) => ({
    question: `What ${isPlural(name) ? 'are' : 'is'} the ${columnLabel(name).toLowerCase()}${of}?`,
    answer: output(name, type === 'html' ? ' | strip_html' : ''),
    about: { column: name },
  }))
}

const isPlural = (name: string) => /[^s]s$/i.test(columnLabel(name))

/** `price_a` and `price_b`, `left_price` and `right_price`, `price 1` and `price 2`. */
const sides: readonly [RegExp, RegExp][] = [
  [/^(.+)[_ -](?:a|1|left|first)$/i, /^(.+)[_ -](?:b|2|right|second)$/i],
  [/^(?:a|1|left|first)[_ -](.+)$/i, /^(?:b|2|right|second)[_ -](.+)$/i],
]

export interface ColumnPair {
  label: string
  left: string
  right: string
}

/** Columns that say the same of two things, by their names. */
export function pairedColumns(columns: readonly Pick<Column, 'name'>[]): ColumnPair[] {
  return sides.flatMap(([left, right]) =>
    columns.flatMap(({ name }) => {
      const what = left.exec(name)?.[1]
      const other =
        what && columns.find((one) => right.exec(one.name)?.[1]?.toLowerCase() === what.toLowerCase())
      return other ? [{ label: columnLabel(what), left: name, right: other.name }] : []
    }),
  )
}

const namePair = (columns: readonly Column[]) =>
  pairedColumns(columns).find(({ label }) => /^(name|title|product|option|item|tool)$/i.test(label))

const comparison: TemplateBlock = {
  id: 'comparison',
  title: 'Comparison',
  text: 'Two things side by side, for tables whose rows hold both.',
  questions: [
    { name: 'heading', label: 'Heading', kind: 'text', isOptional: true, suggest: () => 'Side by side' },
    {
      name: 'leftName',
      label: 'Name of the first',
      kind: 'column',
      suggest: (columns) => namePair(columns)?.left ?? '',
    },
    {
      name: 'rightName',
      label: 'Name of the second',
      kind: 'column',
      suggest: (columns) => namePair(columns)?.right ?? '',
    },
    {
      name: 'left',
      label: 'Columns of the first',
      kind: 'columns',
      suggest: (columns) => otherPairs(columns).map(({ left }) => left),
    },
    {
      name: 'right',
      label: 'Columns of the second, in the same order',
      kind: 'columns',
      suggest: (columns) => otherPairs(columns).map(({ right }) => right),
    },
  ],
  source: (answers, columns) => {
    const [left, right] = [listOf(answers, 'left'), listOf(answers, 'right')]
    const byNames = new Map(pairedColumns(columns).map((pair) => [pair.left, pair.label]))
    const pairs = left.flatMap((name, at) => {
      const other = right[at]
      return other === undefined
        ? []
        : [{ label: byNames.get(name) ?? columnLabel(name), left: name, right: other }]
    })
    const heads = { left: output(textOf(answers, 'leftName')), right: output(textOf(answers, 'rightName')) }
    return comparisonTable(heads, pairs, textOf(answers, 'heading')).join('\n')
  },
}

function otherPairs(columns: readonly Column[]): ColumnPair[] {
  const name = namePair(columns)
  return pairedColumns(columns)
    .filter(({ left }) => left !== name?.left)
    .slice(0, 10)
}

const map: TemplateBlock = {
  id: 'map',
  title: 'Link to a map',
  text: 'Opens the place of the row on a map.',
  questions: [
    {
      name: 'columns',
      label: 'Parts of the address, or latitude and longitude',
      kind: 'columns',
      suggest: (columns) => {
        const address = named(
          columns,
          /^(street|address|postcode|postal_?code|zip|city|town|region|country)$/i,
        )
        const place = named(columns, /^(lat|latitude|lng|lon|longitude)$/i)
        return (address.length > 0 ? address : place).map(({ name }) => name)
      },
    },
    { name: 'label', label: 'Words of the link', kind: 'text', suggest: () => 'Show on the map' },
  ],
  source: (answers) => mapLink(listOf(answers, 'columns'), textOf(answers, 'label')).join('\n'),
}

const action: TemplateBlock = {
  id: 'action',
  title: 'Call to action',
  text: 'A sentence and a link that leads on, to an address of the row or always to the same.',
  questions: [
    { name: 'heading', label: 'Heading', kind: 'text', isOptional: true, suggest: () => 'Find out more' },
    {
      name: 'text',
      label: 'Sentence',
      kind: 'text',
      isOptional: true,
      suggest: () => 'Prices, opening hours and everything else are on the website.',
    },
    { name: 'label', label: 'Words of the link', kind: 'text', suggest: () => 'Go to the website' },
    {
      name: 'column',
      label: 'Column with the address',
      kind: 'column',
      isOptional: true,
      suggest: (columns) =>
        columns.find(({ type, name }) => type === 'url' && !picturePattern.test(name))?.name ?? '',
    },
    { name: 'address', label: 'Or always this address', kind: 'text', isOptional: true, suggest: () => '' },
  ],
  source: (answers) => {
    const words = {
      heading: textOf(answers, 'heading'),
      text: textOf(answers, 'text'),
      label: textOf(answers, 'label'),
    }
    const column = textOf(answers, 'column')
    const link = column === '' ? { address: textOf(answers, 'address') } : { column }
    return callToAction(words, link).join('\n')
  },
}

export const templateBlocks: readonly TemplateBlock[] = [facts, questions, comparison, map, action]

/** What is lacking before a block can be put in, in words; null when nothing is. */
export function blockLacks(block: TemplateBlock, answers: BlockAnswers): string | null {
  const open = block.questions.find(
    ({ name, isOptional, kind }) =>
      !isOptional && (kind === 'columns' ? listOf(answers, name).length === 0 : textOf(answers, name) === ''),
  )
  if (open) return `${open.kind === 'text' ? 'Fill in' : 'Choose'} “${open.label}”.`
  if (block.id === 'action' && textOf(answers, 'column') === '' && textOf(answers, 'address') === '')
    return 'Choose a column with the address, or fill one in.'
  if (block.id === 'comparison' && listOf(answers, 'left').length !== listOf(answers, 'right').length)
    return 'Choose as many columns of the second as of the first.'
  return null
}
