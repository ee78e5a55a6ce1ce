import type { Command } from 'commander'
import type { AiColumn, AiRun } from '../../api/ai.ts'
import { routes } from '../../api/routes.ts'
import { type ColumnOptions, readColumn, withColumnSettings } from '../ai-column-options.ts'
import {
  answersTable,
  columnsTable,
  describeEstimate,
  describePrompt,
  describeRun,
  money,
} from '../ai-text.ts'
import type { Cli } from '../cli.ts'
import { describeChanges } from '../dataset-text.ts'
import { CliError, type SetExit, usageError } from '../errors.ts'
import { findDataset, findNamed } from '../find.ts'
import { accept, confirm, discard, load, settle } from '../import-file.ts'
import { addPaging, moreLine, type PagingOptions, readPages } from '../paging.ts'
import { pollUntil } from '../poll.ts'
import { many } from '../text.ts'
import { addModels } from './ai-models.ts'

export function addAi(program: Command, cli: Cli, setExit: SetExit): void {
  const ai = program
    .command('ai')
    .description('columns of datasets that a model fills from a prompt over each row')
  addModels(ai, cli, setExit)
  addColumns(ai, cli)
  addRuns(ai, cli, setExit)
  addEnter(ai, cli)
}

async function findColumn(cli: Cli, dataset: string, wanted: string): Promise<AiColumn> {
  const { id } = await findDataset(cli, dataset)
  const { items } = await cli.client().call(routes.aiColumns.list, { params: { id } })
  return findNamed(items, wanted, 'ai')
}

function withColumn(command: Command): Command {
  return command.argument('<dataset>', 'name or id').argument('<column>', 'its name or id')
}

function addColumns(ai: Command, cli: Cli): void {
  ai.command('list')
    .description('the AI columns of a dataset')
    .argument('<dataset>', 'name or id')
    .action(async (wanted: string) => {
      const { id } = await findDataset(cli, wanted)
      const list = await cli.client().call(routes.aiColumns.list, { params: { id } })
      cli.out.result(list, () => columnsTable(list.items, cli.out.width))
    })

  withColumnSettings(ai.command('add').description('add an AI column; nothing is asked yet'))
    .argument('<dataset>', 'name or id')
    .argument('<column>', 'what it is called')
    .action(async (wanted: string, name: string, options: ColumnOptions) => {
      const { id } = await findDataset(cli, wanted)
      const { endpointId, prompt, ...settings } = await readColumn(cli, options)
      if (endpointId === undefined || prompt === undefined)
        throw usageError('A column needs --model and --prompt-file.')
      const body = { name, endpointId, prompt, ...settings }
      const made = await cli.client().call(routes.aiColumns.create, { params: { id }, body })
      cli.out.result(
        made,
        () => `Added "${made.name}" (${made.id}). Try it: seomatic ai sample ${id} ${made.id}`,
      )
    })

  withColumnSettings(withColumn(ai.command('set').description('change an AI column'))).action(
    async (dataset: string, wanted: string, options: ColumnOptions) => {
      const { id } = await findColumn(cli, dataset, wanted)
      const body = await readColumn(cli, options)
      const changed = await cli.client().call(routes.aiColumns.update, { params: { id }, body })
      cli.out.result(changed, () => columnsTable([changed], cli.out.width))
    },
  )

  withColumn(
    ai.command('remove').description('remove an AI column; its cells go with the next import'),
  ).action(async (dataset: string, wanted: string) => {
    const { id, name } = await findColumn(cli, dataset, wanted)
    await cli.client().call(routes.aiColumns.remove, { params: { id } })
    cli.out.result({ id, removed: true }, () => `Removed "${name}" (${id}).`)
  })

  withColumn(ai.command('prompt').description('the prompt of one row, as it would be sent; asks nobody'))
    .option('--row <key>', 'the key of the row; the first one by default')
    .action(async (dataset: string, wanted: string, { row: rowKey }: { row?: string }) => {
      const { datasetId, endpointId, prompt, type, choices, mostCharacters, allowed } = await findColumn(
        cli,
        dataset,
        wanted,
      )
      const body = {
        endpointId,
        prompt,
        type,
        choices,
        mostCharacters,
        allowed,
        ...(rowKey !== undefined && { rowKey }),
      }
      const made = await cli.client().call(routes.aiColumns.try, { params: { id: datasetId }, body })
      cli.out.result(made, () => describePrompt(made))
    })

  withColumn(ai.command('estimate').description('what asking about all rows would cost')).action(
    async (dataset: string, wanted: string) => {
      const { id } = await findColumn(cli, dataset, wanted)
      const found = await cli.client().call(routes.aiColumns.estimate, { params: { id } })
      cli.out.result(found, () => describeEstimate(found))
    },
  )

  addPaging(
    withColumn(
      ai.command('answers').description('rows with what was answered, and why some are held'),
    ).option('--held', 'those alone that are held'),
  ).action(async (dataset: string, wanted: string, options: PagingOptions & { held?: true }) => {
    const { id } = await findColumn(cli, dataset, wanted)
    const which = options.held ? ('held' as const) : ('all' as const)
    const page = await readPages(options, (query) =>
      cli.client().call(routes.aiColumns.answers, { params: { id }, query: { ...query, which } }),
    )
    cli.out.result(page, () => answersTable(page.items, cli.out.width) + moreLine(page))
  })
}

interface RunOptions {
  mostCost?: number
  mostCalls?: number
  again?: true
  yes?: true
}

function addRuns(ai: Command, cli: Cli, setExit: SetExit): void {
  withColumn(
    ai.command('sample').description('ask about five rows from all over the dataset, and show the answers'),
  )
    .option('--most-cost <amount>', 'never more than this, in the currency of the model', Number, 1)
    .action(async (dataset: string, wanted: string, { mostCost = 1 }: RunOptions) => {
      const { id } = await findColumn(cli, dataset, wanted)
      const body = { kind: 'sample' as const, mostCost, mostCalls: 25 }
      const run = await follow(cli, await cli.client().call(routes.aiColumns.run, { params: { id }, body }))
      if (run.state !== 'done') setExit(1)
      const query = { which: 'sample' as const, limit: 50 }
      const { items } = await cli.client().call(routes.aiColumns.answers, { params: { id }, query })
      cli.out.result(
        { run, answers: items },
        () => `${describeRun(run)}\n\n${answersTable(items, cli.out.width)}`,
      )
    })

  withColumn(ai.command('run').description('ask about all rows that have no answer, within caps'))
    .option('--most-cost <amount>', 'never more than this, in the currency of the model', Number)
    .option('--most-calls <n>', 'never more calls than this', Number)
    .option('--again', 'ask held rows again')
    .option('-y, --yes', 'do not ask before')
    .action(async (dataset: string, wanted: string, options: RunOptions) => {
      const { id, name } = await findColumn(cli, dataset, wanted)
      const body = await readCaps(cli, { id, name }, options)
      const run = await follow(cli, await cli.client().call(routes.aiColumns.run, { params: { id }, body }))
      if (run.state !== 'done') setExit(1)
      cli.out.result(
        run,
        () => `${describeRun(run)}\n\nPut the answers into the rows: seomatic ai enter ${dataset}`,
      )
    })

  ai.command('cancel')
    .description('ask nothing more; what was answered stays')
    .argument('<run>', 'its id')
    .action(async (id: string) => {
      const run = await cli.client().call(routes.aiRuns.cancel, { params: { id }, body: {} })
      cli.out.result(run, () => describeRun(run))
    })
}

/** Without caps of the owner's there are those of the estimate: nothing is asked without one. */
async function readCaps(cli: Cli, { id, name }: { id: string; name: string }, options: RunOptions) {
  const estimate = await cli.client().call(routes.aiColumns.estimate, { params: { id } })
  const { mostCost = estimate.mostCost, mostCalls = Math.max(1, Math.ceil(estimate.toAsk * 1.2)) } = options
  if (!options.yes) {
    cli.out.note(`${describeEstimate(estimate)}\n`)
    const question = `Fill "${name}" for at most ${money(mostCost, estimate.currency)}?`
    if (!(await cli.terminal.confirm(question, 'Add --yes to go ahead.')))
      throw new CliError('cancelled', 'Stopped; nothing was asked.')
  }
  return { kind: 'all' as const, mostCost, mostCalls, asksHeldAgain: options.again ?? false }
}

async function follow(cli: Cli, started: AiRun): Promise<AiRun> {
  return pollUntil(
    () => cli.client().call(routes.aiRuns.get, { params: { id: started.id } }),
    (run) => run.endedAt !== null,
    { onState: (run) => cli.out.progress(`${run.counts.done} of ${many(run.rows, 'row')}`) },
  )
}

function addEnter(ai: Command, cli: Cli): void {
  ai.command('enter')
    .description('put the answers into the rows; what changes is shown before anything is replaced')
    .argument('<dataset>', 'name or id')
    .option('--report', 'only report what would change')
    .option('-y, --yes', 'replace the rows without asking')
    .action(async (wanted: string, options: { report?: true; yes?: true }) => {
      const target = await findDataset(cli, wanted)
      const started = await cli.client().call(routes.aiColumns.enter, { params: { id: target.id }, body: {} })
      let isApplied = false
      try {
        const analysed = accept(await settle(cli, started.id, 'Filling'))
        const loaded = accept(await load(cli, analysed, target.keyColumns, undefined))
        if (options.report) {
          cli.out.result(loaded, () => `It would be: ${describeChanges(loaded)}.`)
          return
        }
        if (!options.yes) await confirm(cli, loaded, target)
        const dataset = await cli.client().call(routes.imports.apply, { params: { id: loaded.id }, body: {} })
        isApplied = true
        cli.out.result(dataset, () => `${dataset.name} (${dataset.id}): ${describeChanges(loaded)}.`)
      } finally {
        if (!isApplied) await discard(cli, started.id)
      }
    })
}
