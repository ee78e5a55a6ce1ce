import { type Command, Option } from 'commander'
import type { Dataset } from '../../api/dataset.ts'
import { encodings } from '../../api/encodings.ts'
import { routes } from '../../api/routes.ts'
import { sortOfColumn } from '../../api/row-sort.ts'
import { datasetSorts } from '../../api/whole-lists.ts'
import type { Cli } from '../cli.ts'
import { describeColumns } from '../dataset-text.ts'
import { usageError } from '../errors.ts'
import { findDataset } from '../find.ts'
import { type ImportOptions, importFile } from '../import-file.ts'
import { addListFlags, type ListFlags, readListFlags, saysNothing } from '../list-flags.ts'
import { addPaging, moreLine, type PagingOptions, readPages } from '../paging.ts'
import { pairs, table } from '../table.ts'
import { count, time } from '../text.ts'
import { addCorrections } from './data-corrections.ts'
import { addReadings } from './data-readings.ts'
import { addSteps } from './data-steps.ts'

interface RowsOptions extends PagingOptions {
  search?: string
  sort?: string
  desc?: boolean
}

export function addData(program: Command, cli: Cli): void {
  const data = program
    .command('data')
    .description('datasets: imported rows, with one column or several combined as the key')

  addListFlags(
    data.command('list').description('all datasets'),
    datasetSorts,
    'in the name, the file or the column of the key',
  ).action(async (flags: ListFlags<(typeof datasetSorts)[number]>) => {
    const query = readListFlags(flags)
    const list = await cli.client().call(routes.datasets.list, { query })
    cli.out.result(list, () =>
      list.items.length === 0
        ? saysNothing(query, 'No data yet. Import a file with "seomatic data import FILE".')
        : table(
            ['Name', 'Id', { title: 'Rows', align: 'right' }, 'Key', 'Version', 'Updated'],
            list.items.map((one) => [
              one.name,
              one.id,
              count(one.rowCount),
              one.keyColumn,
              String(one.version),
              time(one.updatedAt),
            ]),
            cli.out.width,
          ),
    )
  })

  data
    .command('show')
    .description('one dataset with its columns')
    .argument('<dataset>', 'name or id')
    .action(async (wanted: string) => {
      const { id } = await findDataset(cli, wanted)
      const dataset = await cli.client().call(routes.datasets.get, { params: { id } })
      cli.out.result(
        dataset,
        () => `${describe(dataset)}\n\n${describeColumns(dataset.columns, cli.out.width)}`,
      )
    })

  addPaging(
    data
      .command('rows')
      .description('the rows of a dataset')
      .argument('<dataset>', 'name or id')
      .option('--search <text>', 'only rows with this text')
      .option('--sort <column>', 'by this column, numbers by what they amount to and blank cells last')
      .option('--desc', 'the last ones first'),
  ).action(async (wanted: string, { search = '', sort, desc, ...options }: RowsOptions) => {
    const dataset = await findDataset(cli, wanted)
    const params = { id: dataset.id }
    const filter = {
      search,
      ...(sort !== undefined && { sort: sortOf(dataset, sort) }),
      ...(desc && { desc: 'true' as const }),
    }
    const page = await readPages(
      options,
      (paging) => cli.client().call(routes.datasets.rows, { params, query: { ...paging, ...filter } }),
      cli.out.progress,
    )
    const names = dataset.columns.map((column) => column.name).filter((name) => name !== dataset.keyColumn)
    cli.out.result(page, () => {
      const rows = page.items.map((row) => [row.rowKey, ...names.map((name) => row.cells[name] ?? '')])
      return table([dataset.keyColumn, ...names], rows, cli.out.width) + moreLine(page)
    })
  })

  data
    .command('row')
    .description('one row of a dataset, cell by cell')
    .argument('<dataset>', 'name or id')
    .argument('<key>', 'key of the row')
    .action(async (wanted: string, rowKey: string) => {
      const dataset = await findDataset(cli, wanted)
      const row = await cli.client().call(routes.datasets.row, { params: { id: dataset.id, rowKey } })
      cli.out.result(row, () =>
        table(
          ['Column', 'Cell'],
          dataset.columns.map(({ name }) => [name, row.cells[name] ?? '']),
          cli.out.width,
        ),
      )
    })

  addPaging(
    data
      .command('set-aside')
      .description('rows the last import set aside, with the reason')
      .argument('<dataset>', 'name or id'),
  ).action(async (wanted: string, options: PagingOptions) => {
    const { id } = await findDataset(cli, wanted)
    const page = await readPages(options, (query) =>
      cli.client().call(routes.datasets.setAside, { params: { id }, query }),
    )
    cli.out.result(page, () =>
      page.items.length === 0
        ? 'No row was set aside.'
        : table(
            [{ title: 'Line', align: 'right' }, 'Reason', 'Cells'],
            page.items.map((row) => [String(row.line), row.reason, row.cells.join(' | ')]),
            cli.out.width,
          ) + moreLine(page),
    )
  })

  data
    .command('import')
    .description(
      'import a file (CSV, Excel, OpenDocument, JSON, XML) as a new dataset, or as the new rows of one',
    )
    .argument('<file>', 'the file, or - for stdin')
    .option(
      '--key <column>',
      'the column that identifies a row, permanently; more than once for a key combined of several',
      (column: string, before: string[] | undefined) => [...(before ?? []), column],
    )
    .option('--name <name>', 'what to call the dataset')
    .option('--dataset <dataset>', 'replace the rows of this one (name or id)')
    .addOption(new Option('--encoding <name>', 'instead of what is detected').choices(encodings))
    .option('--delimiter <character>', 'instead of what is detected; "tab" for a tab')
    .option('--no-header', 'treat the first row as data')
    .option(
      '--header-line <n>',
      'the line or row with the names of the columns, when others stand above it',
      Number,
    )
    .addOption(
      new Option(
        '--lines-in-quotes <answer>',
        'whether every line stands in quotes as a whole, instead of what is detected',
      ).choices(['yes', 'no']),
    )
    .option('--sheet <name>', 'of a spreadsheet: the sheet, by its name or its place from 1')
    .addOption(
      new Option(
        '--values <how>',
        'of a spreadsheet: numbers and dates as the sheet shows them, or as they are stored',
      ).choices(['shown', 'stored']),
    )
    .option(
      '--path <path>',
      'of JSON and XML: where the list of records stands, such as data.items or rss/channel/item',
    )
    .option(
      '--join-with <text>',
      'of JSON and XML: what stands between values that occur several times in a record; \\n for a line break',
    )
    .option(
      '--steps <file>',
      'JSON with steps that shape its rows, as "steps set" takes them; or - for stdin',
    )
    .option('--replace-invalid-bytes', 'replace bytes that do not fit the encoding')
    .option('--report', 'only report on the file; nothing is kept')
    .option('-y, --yes', 'accept the suggested key and import without asking')
    .action(async (file: string, options: ImportOptions & { dataset?: string }) => {
      const { dataset, ...rest } = options
      const target = dataset === undefined ? null : await findDataset(cli, dataset)
      const { value, words } = await importFile(cli, file, target, rest)
      cli.out.result(value, () => words)
    })

  addSteps(data, cli)
  addCorrections(data, cli)
  addReadings(data, cli)

  data
    .command('rename')
    .description('rename it')
    .argument('<dataset>', 'name or id')
    .argument('<name>', 'the new name')
    .action(async (wanted: string, name: string) => {
      const { id } = await findDataset(cli, wanted)
      const dataset = await cli.client().call(routes.datasets.update, { params: { id }, body: { name } })
      cli.out.result(dataset, () => describe(dataset))
    })

  data
    .command('remove')
    .description('delete a dataset no project uses')
    .argument('<dataset>', 'name or id')
    .action(async (wanted: string) => {
      const { id, name } = await findDataset(cli, wanted)
      await cli.client().call(routes.datasets.remove, { params: { id } })
      cli.out.result({ id, removed: true }, () => `Deleted "${name}".`)
    })
}

function sortOf({ columns }: Pick<Dataset, 'columns'>, name: string): string {
  if (columns.some((column) => column.name === name)) return sortOfColumn(name)
  const names = columns.map((column) => `"${column.name}"`).join(', ')
  throw usageError(`There is no column "${name}" to sort by. There are ${names}.`)
}

function describe(dataset: Dataset): string {
  return pairs([
    ['Name', dataset.name],
    ['Id', dataset.id],
    ['Rows', count(dataset.rowCount)],
    ['Set aside', dataset.setAsideCount > 0 ? count(dataset.setAsideCount) : null],
    ['Key', dataset.keyColumn],
    ['Version', String(dataset.version)],
    ['File', dataset.sourceName],
    ['Updated', time(dataset.updatedAt)],
  ])
}
