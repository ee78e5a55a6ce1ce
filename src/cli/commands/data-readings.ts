import { type Command, Option } from 'commander'
import type { Column, Dataset } from '../../api/dataset.ts'
import { type ReadAs, readAsSchema } from '../../api/reading.ts'
import { readAsWords, readingWords } from '../../api/reading-words.ts'
import { routes } from '../../api/routes.ts'
import type { Cli } from '../cli.ts'
import { CliError, usageError } from '../errors.ts'
import { findDataset } from '../find.ts'
import { table } from '../table.ts'
import { count, cut, oneLine } from '../text.ts'

interface ReadOptions {
  as?: 'number' | 'date' | 'guess' | 'text'
  decimal?: string
  order?: string
  lastYear?: number
  language?: string
  try?: boolean
}

export function addReadings(data: Command, cli: Cli): void {
  data
    .command('read')
    .description(
      'how a column is read: what templates compare, sort and compute by; it prints as it is. Without --as, what is so now',
    )
    .argument('<dataset>', 'name or id')
    .argument('<column>', 'its column')
    .addOption(
      new Option(
        '--as <what>',
        'numbers or dates as people write them, what the column seems to hold, or text as it stands',
      ).choices(['number', 'date', 'guess', 'text']),
    )
    .addOption(
      new Option('--decimal <sign>', 'of numbers: what stands before the decimals').choices([',', '.']),
    )
    .addOption(new Option('--order <order>', 'of dates').choices(['dmy', 'mdy', 'ymd']))
    .option(
      '--last-year <n>',
      'of dates: the last year that two digits can mean, such as 49 for 2049',
      Number,
    )
    .option('--language <code>', 'of dates: the language of written months, such as de')
    .option('--try', 'only show what that makes of the first rows')
    .action(async (wanted: string, name: string, options: ReadOptions) => {
      const { id } = await findDataset(cli, wanted)
      const dataset = await cli.client().call(routes.datasets.get, { params: { id } })
      const column = columnOf(dataset, name)
      if (options.as === undefined) {
        if (Object.keys(options).length > 0)
          throw usageError('Say with --as what the column is to be read as.')
        return cli.out.result(column, () => describe(column))
      }
      const readAs = choose(column, options)
      const params = { id, column: name }
      if (options.try) {
        if (!readAs) throw usageError('There is nothing to try about a text: it stays as it is.')
        const tried = await cli.client().call(routes.datasets.tryReading, { params, body: { readAs } })
        return cli.out.result(tried, () =>
          [
            `${count(tried.read)} of ${count(tried.filled)} cells can be read.`,
            table(
              ['Cell', 'Read as'],
              tried.samples.map(({ text, value }) => [cut(oneLine(text), 40), value ?? '(cannot be read)']),
              cli.out.width,
            ),
          ].join('\n'),
        )
      }
      const changed = await cli.client().call(routes.datasets.setReading, { params, body: { readAs } })
      cli.out.result(changed, () => describe(columnOf(changed, name)))
    })
}

function columnOf({ columns }: Dataset, name: string): Column {
  const column = columns.find((one) => one.name === name)
  if (column) return column
  throw new CliError(
    'bad_request',
    `The dataset has no column "${name}". It has: ${columns.map((one) => one.name).join(', ')}.`,
  )
}

function choose(column: Column, { as, decimal, order, lastYear, language }: ReadOptions): ReadAs | null {
  const given = Object.entries({ decimal, order, lastYear, language }).filter(
    ([, value]) => value !== undefined,
  )
  const own: Record<string, string[]> = { number: ['decimal'], date: ['order', 'lastYear', 'language'] }
  const foreign = given.find(([name]) => !(own[as!] ?? []).includes(name))
  if (foreign)
    throw usageError(`--${foreign[0] === 'lastYear' ? 'last-year' : foreign[0]} does not go with --as ${as}.`)
  if (as === 'text') return null
  if (as === 'guess') {
    if (column.reading) return column.reading.reads
    throw new CliError(
      'bad_request',
      `"${column.name}" does not seem to hold numbers or dates that templates cannot read by themselves. Say what it holds with --as number or --as date.`,
    )
  }
  const parsed = readAsSchema.safeParse({ kind: as, ...Object.fromEntries(given) })
  if (parsed.success) return parsed.data
  if (as === 'number') throw usageError('Say with --decimal what stands before the decimals: , or .')
  if (order === undefined) throw usageError('Say with --order how dates are written: dmy, mdy or ymd.')
  throw usageError(parsed.error.issues.map(({ message }) => message).join(' '))
}

function describe({ name, readAs, reading }: Column): string {
  if (readAs) return `"${name}" is read as ${readAsWords(readAs)}.`
  const seems = reading ? ` ${readingWords(reading)}: ${reading.reason}` : ''
  return `"${name}" is read as it stands.${seems}`
}
