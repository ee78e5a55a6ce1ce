import { type Command, Option } from 'commander'
import { type Resolution, resolutionSchema } from '../../api/plan.ts'
import { routes } from '../../api/routes.ts'
import { type DownHow, downHows } from '../../api/take-down.ts'
import type { Cli } from '../cli.ts'
import type { SetExit } from '../errors.ts'
import { CliError } from '../errors.ts'
import { readKeys } from '../part-options.ts'
import { awaitPlan } from '../plan-flow.ts'
import { describePlan } from '../plan-text.ts'
import { describeUndo } from '../undo-text.ts'
import { applyAndWatch } from '../watch-run.ts'
import { findRun, runHelp } from './runs.ts'

interface UndoOptions {
  created?: DownHow
  rows?: string[]
  conflicts?: Resolution
  dryRun?: boolean
  yes?: boolean
  watch: boolean
}

export function addUndo(program: Command, cli: Cli, setExit: SetExit): void {
  program
    .command('undo')
    .description(
      'put back what a run changed: plan, confirm, send and watch until the receipt; what was edited in Wix since is left alone',
    )
    .argument('<run>', runHelp)
    .addOption(new Option('--created <what>', 'what becomes of pages that the run created').choices(downHows))
    .option('--rows <keys>', 'only these rows, separated by commas', readKeys)
    .addOption(
      new Option('--conflicts <decision>', 'for pages edited in Wix; left alone by default').choices(
        resolutionSchema.options,
      ),
    )
    .option('--dry-run', 'say what it would come to, and make no plan')
    .option('-y, --yes', 'skip the confirmation')
    .option('--no-watch', 'return as soon as the run has started')
    .action(async (wanted: string, options: UndoOptions) => {
      const { id } = await findRun(cli, wanted)
      const client = cli.client()
      const offer = await client.call(routes.runs.undoOffer, { params: { id } })
      if (options.dryRun) return cli.out.result(offer, () => describeUndo(offer, options.created))
      if (offer.reason !== null) throw new CliError('conflict', offer.reason, { details: { runId: id } })
      const { created, rows, conflicts } = options
      const body = { ...(created && { created }), ...(rows && { rowKeys: rows }) }
      let plan = await awaitPlan(cli, await client.call(routes.runs.undo, { params: { id }, body }))
      if (conflicts && plan.counts.conflict > 0)
        plan = await client.call(routes.plans.resolve, {
          params: { id: plan.id },
          body: { resolution: conflicts },
        })
      if (plan.blockedReason !== null) return cli.out.result(plan, () => describePlan(plan, cli.out.width))
      cli.out.note(`${describeUndo(offer, created)}\n\n${describePlan(plan, cli.out.width)}\n`)
      setExit(await applyAndWatch(cli, plan, options))
    })
}
