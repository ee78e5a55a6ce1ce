import { type Command, Option } from 'commander'
import { type Resolution, resolutionSchema } from '../../api/plan.ts'
import { routes } from '../../api/routes.ts'
import type { Cli } from '../cli.ts'
import type { SetExit } from '../errors.ts'
import { findProject } from '../find.ts'
import { addPartOptions, type PartOptions, readPart } from '../part-options.ts'
import { createPlan, findPartlySent } from '../plan-flow.ts'
import { describePlan } from '../plan-text.ts'
import { applyAndWatch } from '../watch-run.ts'

interface PublishOptions extends PartOptions {
  goOn?: boolean
  yes?: boolean
  watch: boolean
  removals?: boolean
  conflicts?: Resolution
}

export function addPublish(program: Command, cli: Cli, setExit: SetExit): void {
  addPartOptions(
    program
      .command('publish')
      .description(
        'plan, confirm, publish and watch until the receipt; exits 1 unless everything is as it was sent',
      )
      .argument('<project>', 'name or id'),
  )
    .option('--go-on', 'the rest of the plan that was published in part, without planning again')
    .option('-y, --yes', 'skip the confirmation')
    .option('--removals', 'remove pages whose row is gone')
    .addOption(
      new Option('--conflicts <decision>', 'for pages edited in Wix; left alone by default').choices(
        resolutionSchema.options,
      ),
    )
    .option('--no-watch', 'return as soon as the run has started')
    .action(async (wanted: string, options: PublishOptions) => {
      const project = await findProject(cli, wanted)
      const made = await (options.goOn ? findPartlySent(cli, project) : createPlan(cli, project.id))
      const plan = await decide(cli, made, options)
      if (plan.blockedReason !== null) {
        cli.out.result(plan, () => describePlan(plan, cli.out.width))
        return
      }
      cli.out.note(`${describePlan(plan, cli.out.width)}\n`)
      setExit(await applyAndWatch(cli, plan, { ...options, part: readPart(options) }))
    })
}

async function decide(cli: Cli, made: Awaited<ReturnType<typeof createPlan>>, options: PublishOptions) {
  const params = { id: made.id }
  let plan = made
  if (options.removals) {
    plan = await cli.client().call(routes.plans.update, { params, body: { includeRemovals: true } })
  }
  if (options.conflicts && plan.counts.conflict > 0) {
    plan = await cli.client().call(routes.plans.resolve, { params, body: { resolution: options.conflicts } })
  }
  return plan
}
