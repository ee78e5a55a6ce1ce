import type { Command } from 'commander'
import { routes } from '../../api/routes.ts'
import type { Cli } from '../cli.ts'
import { usageError } from '../errors.ts'
import { findDataset } from '../find.ts'
import { addPaging, moreLine, type PagingOptions, readPages } from '../paging.ts'
import { table } from '../table.ts'
import { cut, oneLine, time } from '../text.ts'

export function addCorrections(data: Command, cli: Cli): void {
  data
    .command('correct')
    .description('correct a single cell by hand; it stays so over imports and refreshes')
    .argument('<dataset>', 'name or id')
    .argument('<row>', 'the key of the row')
    .argument('<column>', 'its column')
    .argument('[value]', 'what it is to say')
    .option('--undo', 'let it say again what its source says')
    .action(
      async (
        wanted: string,
        rowKey: string,
        column: string,
        value: string | undefined,
        { undo = false }: { undo?: boolean },
      ) => {
        if (undo === (value !== undefined)) throw usageError('Give a value, or --undo.')
        const { id } = await findDataset(cli, wanted)
        const params = { id, rowKey, column }
        const client = cli.client()
        const row =
          value === undefined
            ? await client.call(routes.datasets.undoCorrection, { params })
            : await client.call(routes.datasets.correct, { params, body: { value } })
        cli.out.result(row, () => `${row.rowKey}, ${column}: ${row.cells[column] || '(empty)'}`)
      },
    )

  addPaging(
    data
      .command('corrections')
      .description('cells corrected by hand, and what their source says')
      .argument('<dataset>', 'name or id'),
  ).action(async (wanted: string, options: PagingOptions) => {
    const { id } = await findDataset(cli, wanted)
    const page = await readPages(options, (query) =>
      cli.client().call(routes.datasets.corrections, { params: { id }, query }),
    )
    const short = (text: string) => cut(oneLine(text), 40) || '(empty)'
    cli.out.result(page, () =>
      page.items.length === 0
        ? 'No cell is corrected.'
        : table(
            ['Row', 'Column', 'Corrected to', 'Its source says', 'By', 'When'],
            page.items.map(({ rowKey, column, value, was, sourceValue, isOvertaken, by, at }) => [
              rowKey,
              column,
              short(value),
              isOvertaken ? `${short(sourceValue)} (it was ${short(was)})` : short(sourceValue),
              by,
              time(at),
            ]),
            cli.out.width,
          ) + moreLine(page),
    )
  })
}
