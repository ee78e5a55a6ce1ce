import type { Command } from 'commander'
import { routes } from '../../api/routes.ts'
import type { Cli } from '../cli.ts'
import { describeChanges } from '../dataset-text.ts'
import { CliError } from '../errors.ts'
import { findHeld, takeOver } from '../held-refresh.ts'

const idHelp = 'its id; "sources refresh" and "sources show" name it'

/** Decisions on a refresh that did not go on by itself. */
export function addHeldRefreshes(sources: Command, cli: Cli): void {
  sources
    .command('take-over')
    .description('take over a refresh that waits; what would change is shown first')
    .argument('<import>', idHelp)
    .option('-y, --yes', 'replace the rows without asking')
    .action(async (id: string, { yes }: { yes?: true }) => {
      const { taken, dataset } = await takeOver(cli, await findHeld(cli, id), yes)
      cli.out.result(dataset, () => `${dataset.name} (${dataset.id}): ${describeChanges(taken)}.`)
    })

  sources
    .command('discard')
    .description('discard a refresh that waits; its dataset keeps the rows it has')
    .argument('<import>', idHelp)
    .option('-y, --yes', 'discard it without asking')
    .action(async (id: string, { yes }: { yes?: true }) => {
      const { held, dataset } = await findHeld(cli, id)
      const question = `Discard what was read for "${dataset.name}": ${describeChanges(held)}?`
      if (!yes && !(await cli.terminal.confirm(question, 'Add --yes to go ahead.')))
        throw new CliError('cancelled', 'Stopped; it waits as before.')
      await cli.client().call(routes.imports.remove, { params: { id } })
      cli.out.result({ id, removed: true }, () => `Discarded; "${dataset.name}" keeps the rows it has.`)
    })
}
