// Steps as they are begun, and whether one says enough to be tried. Pure.
import type { Step, StepKindName, StepOf } from '../../../../../src/api/step.ts'

type Fresh = { [K in StepKindName]: (columns: readonly string[]) => Omit<StepOf<K>, 'id' | 'isOff' | 'kind'> }

const fresh: Fresh = {
  filter: ([column = '']) => ({
    conditions: [{ column, test: 'filled', value: '' }],
    match: 'all',
    rows: 'keep',
    ignoreCase: true,
  }),
  pick: (columns) => ({ columns: columns.map((column) => ({ column })), others: 'keep' }),
  split: ([column = '']) => ({
    column,
    separator: ',',
    isPattern: false,
    into: ['Part 1', 'Part 2'],
    rest: 'last',
    keepsColumn: true,
  }),
  join_text: (columns) => ({
    columns: columns.slice(0, 2),
    separator: ' ',
    into: 'Joined',
    skipsEmpty: true,
  }),
  replace: ([column = '']) => ({
    columns: [column],
    find: '',
    replacement: '',
    isPattern: false,
    ignoreCase: false,
    wholeCell: false,
  }),
  list_values: ([column = '']) => ({ column, values: [], otherwise: 'keep', ignoreCase: true }),
  number: () => ({ columns: [], decimal: ',', otherwise: 'keep' }),
  date: () => ({ columns: [], order: 'dmy', lastYear: 49, language: 'en', otherwise: 'keep' }),
  trim_case: (columns) => ({ columns: [...columns], spaces: 'all', letters: 'keep' }),
  unique: ([column = '']) => ({ columns: [column], keep: 'first' }),
  join: ([column = '']) => ({ datasetId: '', on: [column], columns: [], rows: 'all' }),
  combine: ([column = '']) => ({ list: { values: [], column: 'Entry' }, on: [column], into: 'Key' }),
  computed: ([column = '']) => ({ into: 'Computed', template: `{{ row["${column}"] }}` }),
}

/** `columns`: those there are where it will stand. */
export function newStep(kind: StepKindName, columns: readonly string[], others: readonly Step[]): Step {
  return { id: freeId(others), kind, isOff: false, ...fresh[kind](columns) } as Step
}

export function freeId(others: readonly Step[]): string {
  let n = others.length + 1
  while (others.some(({ id }) => id === `step-${n}`)) n++
  return `step-${n}`
}

/** Why the step cannot be tried yet; null: it can. */
export function lackOf(step: Step): string | null {
  switch (step.kind) {
    case 'filter':
      return step.conditions.length === 0 ? 'Add a condition.' : null
    case 'split':
      if (step.separator === '') return 'Enter what separates the parts.'
      return lackOfNames(step.into)
    case 'replace':
      return step.find === '' ? 'Enter what to find.' : lackOfColumns(step.columns)
    case 'list_values':
      return step.values.length === 0 ? 'Add a value and what it becomes.' : null
    case 'join_text':
      return lackOfColumns(step.columns) ?? lackOfNames([step.into])
    case 'join':
      if (step.datasetId === '') return 'Choose the other data.'
      return step.columns.length === 0 ? 'Choose what comes along.' : null
    case 'combine':
      if ('datasetId' in step.list) {
        if (step.list.datasetId === '') return 'Choose the other data.'
        return step.list.columns.length === 0 ? 'Choose what comes along.' : null
      }
      return step.list.values.length === 0 ? 'Enter the values of the second list.' : null
    case 'computed':
      return step.template === '' ? 'Enter a template.' : lackOfNames([step.into])
    default:
      return lackOfColumns(step.columns.map((one) => (typeof one === 'string' ? one : one.column)))
  }
}

function lackOfColumns(columns: readonly string[]): string | null {
  return columns.length === 0 ? 'Choose a column.' : null
}

function lackOfNames(names: readonly string[]): string | null {
  return names.length === 0 || names.some((name) => name.trim() === '') ? 'Name the new column.' : null
}
