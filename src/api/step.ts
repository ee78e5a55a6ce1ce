// Steps: how the rows of a source are shaped on their way into a dataset. A list of a dataset; what each kind is told.
import { z } from 'zod'
import { languageCodeSchema } from './reading.ts'

/** Tab and line breaks are text; other control characters stand in no cell. */
const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/
const plain = (most: number) =>
  z
    .string()
    .max(most)
    .refine((text) => !control.test(text), { error: 'Remove the control characters from this text.' })

const columnSchema = z.string().min(1).max(200)
/** A column that a step makes: named as those of a file are. */
const newColumn = plain(200)
  .trim()
  .min(1)
  .refine((name) => name !== '__proto__', { error: 'Choose another name; this one is reserved.' })
/** Columns a step works on. */
const columnsSchema = z.array(columnSchema).min(1).max(500)
const text = plain(10_000)
/** Of a pattern or of something to be found: an empty one is everywhere. */
const wanted = plain(1_000).min(1)

/** What becomes of a cell that a step cannot read. */
export const unreadable = ['keep', 'empty', 'aside'] as const
const otherwiseSchema = z.enum(unreadable).default('keep')

export const filterTests = [
  'is',
  'is_not',
  'contains',
  'contains_not',
  'starts',
  'ends',
  'matches',
  'empty',
  'filled',
  'more',
  'at_least',
  'less',
  'at_most',
] as const
export type FilterTest = (typeof filterTests)[number]

const conditionSchema = z.object({ column: columnSchema, test: z.enum(filterTests), value: text.default('') })
export type FilterCondition = z.infer<typeof conditionSchema>

/** A column that is taken over, under its own name or another. */
const takenSchema = z.object({ column: columnSchema, name: newColumn.optional() })

const own = {
  /** Unique in the list; stays when steps are moved. */
  id: z.string().regex(/^[\w-]{1,40}$/, 'An id has up to 40 letters, digits, - or _.'),
  /** Left out for now. */
  isOff: z.boolean().default(false),
}

const filterSchema = z.object({
  ...own,
  kind: z.literal('filter'),
  conditions: z.array(conditionSchema).min(1).max(50),
  match: z.enum(['all', 'any']).default('all'),
  /** What becomes of the rows that match. */
  rows: z.enum(['keep', 'drop']).default('keep'),
  ignoreCase: z.boolean().default(true),
})

const pickSchema = z.object({
  ...own,
  kind: z.literal('pick'),
  /** In the order they are to have. */
  columns: z.array(takenSchema).min(1).max(500),
  /** Those that are not named: left out, or behind the others. */
  others: z.enum(['keep', 'drop']).default('keep'),
})

const splitSchema = z.object({
  ...own,
  kind: z.literal('split'),
  column: columnSchema,
  separator: wanted,
  isPattern: z.boolean().default(false),
  into: z.array(newColumn).min(1).max(50),
  /** Of more parts than columns: the last column takes the rest as it stands, or the rest is left out. */
  rest: z.enum(['last', 'drop']).default('last'),
  keepsColumn: z.boolean().default(true),
})

const joinTextSchema = z.object({
  ...own,
  kind: z.literal('join_text'),
  columns: columnsSchema,
  separator: text.default(' '),
  into: newColumn,
  /** Empty cells bring no separator. */
  skipsEmpty: z.boolean().default(true),
})

const replaceSchema = z.object({
  ...own,
  kind: z.literal('replace'),
  columns: columnsSchema,
  find: wanted,
  /** Of a pattern, `$1` is what its first group found. */
  replacement: text.default(''),
  isPattern: z.boolean().default(false),
  ignoreCase: z.boolean().default(false),
  /** The whole cell has to be it. */
  wholeCell: z.boolean().default(false),
})

const listValuesSchema = z.object({
  ...own,
  kind: z.literal('list_values'),
  column: columnSchema,
  /** A column of its own for what they become; absent: the same one. */
  into: newColumn.optional(),
  values: z
    .array(z.object({ from: text, to: text }))
    .min(1)
    .max(5_000),
  otherwise: otherwiseSchema,
  ignoreCase: z.boolean().default(true),
})

const numberSchema = z.object({
  ...own,
  kind: z.literal('number'),
  columns: columnsSchema,
  /** What stands before the decimals. */
  decimal: z.enum(['.', ',']),
  otherwise: otherwiseSchema,
})

const dateSchema = z.object({
  ...own,
  kind: z.literal('date'),
  columns: columnsSchema,
  order: z.enum(['dmy', 'mdy', 'ymd']),
  /** The last year that two digits can mean: with 49, 49 is 2049 and 50 is 1950. */
  lastYear: z.number().int().min(0).max(99).default(49),
  /** The language of written months. */
  language: languageCodeSchema.default('en'),
  otherwise: otherwiseSchema,
})

const trimCaseSchema = z.object({
  ...own,
  kind: z.literal('trim_case'),
  columns: columnsSchema,
  /** Spaces: as they are, none at the ends, or one between words as well. */
  spaces: z.enum(['keep', 'ends', 'all']).default('ends'),
  letters: z.enum(['keep', 'lower', 'upper', 'title', 'sentence']).default('keep'),
})

const uniqueSchema = z.object({
  ...own,
  kind: z.literal('unique'),
  /** Rows are the same when these cells are, spaces at the ends aside. */
  columns: columnsSchema,
  keep: z.enum(['first', 'last']).default('first'),
})

const joinSchema = z.object({
  ...own,
  kind: z.literal('join'),
  /** The other dataset; a row of it is found by its key. */
  datasetId: z.string().min(1).max(64),
  /** What holds that key here: one column, or as many as the key is combined of. */
  on: z.array(columnSchema).min(1).max(5),
  /** What comes along. */
  columns: z.array(takenSchema).min(1).max(500),
  /** Rows without a partner stay, with empty cells, or are left out. */
  rows: z.enum(['all', 'matching']).default('all'),
})

const combineSchema = z.object({
  ...own,
  kind: z.literal('combine'),
  /** The second list: a dataset, or values written down here. */
  list: z.union([
    z.object({ datasetId: z.string().min(1).max(64), columns: z.array(takenSchema).min(1).max(500) }),
    z.object({ values: z.array(plain(500).trim().min(1)).min(1).max(5_000), column: newColumn }),
  ]),
  /** What tells a row of this table from the others. */
  on: z.array(columnSchema).min(1).max(5),
  /** The column with the key of both, which stays the same when either list grows. */
  into: newColumn.default('Key'),
})

const computedSchema = z.object({
  ...own,
  kind: z.literal('computed'),
  /** The column it fills; one that is there already is filled anew. */
  into: newColumn,
  /** Liquid, as in templates: `{{ row.city }} in {{ row.country }}`. */
  template: plain(20_000).min(1),
})

export const stepSchema = z.discriminatedUnion('kind', [
  filterSchema,
  pickSchema,
  splitSchema,
  joinTextSchema,
  replaceSchema,
  listValuesSchema,
  numberSchema,
  dateSchema,
  trimCaseSchema,
  uniqueSchema,
  joinSchema,
  combineSchema,
  computedSchema,
])
export type Step = z.infer<typeof stepSchema>
export type StepKindName = Step['kind']
export type StepOf<K extends StepKindName> = Extract<Step, { kind: K }>

export const mostSteps = 100
export const stepsSchema = z
  .array(stepSchema)
  .max(mostSteps)
  .refine((steps) => new Set(steps.map(({ id }) => id)).size === steps.length, {
    error: 'Two steps have the same id. Give each its own.',
  })

export const stepsInputSchema = z.object({ steps: stepsSchema })

/** Where the values of a column come from. */
export const lineageSchema = z.object({
  name: z.string(),
  /** Columns of the file, or of another dataset as `dataset: column`. */
  from: z.array(z.string()),
  /** The steps that made or changed it, in their order. */
  steps: z.array(z.string()),
})
export type Lineage = z.infer<typeof lineageSchema>

const sampleSchema = z.object({
  columns: z.array(lineageSchema),
  /** At most ten; cells in the order of the columns. */
  rows: z.array(z.object({ line: z.number().int(), cells: z.array(z.string()) })),
  /** Rows that came out, of those that were looked at. */
  rowCount: z.number().int(),
  /** There are more, which were not looked at. */
  isPart: z.boolean(),
})
export type StepSample = z.infer<typeof sampleSchema>

export const stepsPreviewSchema = z.object({
  /** The rows as they come from the source. */
  source: sampleSchema,
  /** One for each step, in order. */
  steps: z.array(
    z.object({
      id: z.string(),
      /** What is wrong with the step, for all rows; those after it are not tried. */
      problem: z.string().nullable(),
      /** Null where it was not tried, or is off. */
      after: sampleSchema.nullable(),
      /** Rows it set aside, with the reason of the first. */
      setAside: z.object({ count: z.number().int(), reason: z.string() }).nullable(),
      notes: z.array(z.string()),
    }),
  ),
})
export type StepsPreview = z.infer<typeof stepsPreviewSchema>

export const datasetStepsSchema = z.object({
  steps: stepsSchema,
  columns: z.array(lineageSchema),
  /** Datasets that steps of this one read, and since when they have other rows than these were made with. */
  reads: z.array(
    z.object({
      datasetId: z.string(),
      /** Null: it was deleted. */
      name: z.string().nullable(),
      hasChanged: z.boolean(),
    }),
  ),
  /** Datasets with steps that read this one. */
  readBy: z.array(z.object({ datasetId: z.string(), name: z.string() })),
})
export type DatasetSteps = z.infer<typeof datasetStepsSchema>
