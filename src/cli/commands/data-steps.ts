import type { Command } from 'commander'
import { routes } from '../../api/routes.ts'
import type { Cli } from '../cli.ts'
import { describeChanges, describeColumns } from '../dataset-text.ts'
import { usageError } from '../errors.ts'
import { findDataset } from '../find.ts'
import { accept, confirm, discard, load, settle } from '../import-file.ts'
import { readStepsFile } from '../steps-file.ts'
import { describePreview, describeSteps } from '../steps-text.ts'

export function addSteps(data: Command, cli: Cli): void {
  const steps = data
    .command('steps')
    .description('how the rows of a dataset are shaped before they are stored')

  steps
    .command('show')
    .description('its steps, and where its columns come from; with --json as "set" takes them')
    .argument('<dataset>', 'name or id')
    .action(async (wanted: string) => {
      const { id } = await findDataset(cli, wanted)
      const found = await cli.client().call(routes.steps.get, { params: { id } })
      cli.out.result(found, () => describeSteps(found, cli.out.width))
    })

  steps
    .command('preview')
    .description('what steps make of the first rows; stores nothing')
    .argument('<dataset>', 'name or id')
    .argument('[file]', 'JSON with the steps, or - for stdin; without it, those the dataset has')
    .action(async (wanted: string, file: string | undefined) => {
      const { id } = await findDataset(cli, wanted)
      const params = { id }
      const tried =
        file === undefined
          ? (await cli.client().call(routes.steps.get, { params })).steps
          : await readStepsFile(cli, file)
      const preview = await cli.client().call(routes.steps.preview, { params, body: { steps: tried } })
      cli.out.result(preview, () => describePreview(tried, preview, cli.out.width))
    })

  steps
    .command('set')
    .description('shape its rows with these steps; what changes is shown before anything is replaced')
    .argument('<dataset>', 'name or id')
    .argument('[file]', 'JSON with the steps, or - for stdin; without it, those it has, on the rows of today')
    .option('--as <name>', 'make another dataset of the same file instead')
    .option(
      '--key <column>',
      'the key of the other dataset; more than once for a combined one',
      (column: string, before: string[] | undefined) => [...(before ?? []), column],
    )
    .option('--report', 'only report what would change')
    .option('-y, --yes', 'replace the rows without asking')
    .action(async (wanted: string, file: string | undefined, options: SetOptions) => {
      const result = await setSteps(cli, wanted, file, options)
      cli.out.result(result.value, () => result.words)
    })
}

interface SetOptions {
  as?: string
  key?: string[]
  report?: boolean
  yes?: boolean
}

async function setSteps(cli: Cli, wanted: string, file: string | undefined, options: SetOptions) {
  const target = await findDataset(cli, wanted)
  const params = { id: target.id }
  const isCopy = options.as !== undefined
  if (!isCopy && options.key !== undefined)
    throw usageError(
      '--key goes with --as: the key of a dataset stays, since it decides which page a row is.',
    )
  const steps =
    file === undefined
      ? (await cli.client().call(routes.steps.get, { params })).steps
      : await readStepsFile(cli, file)
  const started = isCopy
    ? await cli.client().call(routes.steps.copy, { params, body: { steps, name: options.as! } })
    : await cli.client().call(routes.steps.set, { params, body: { steps } })
  let isApplied = false
  try {
    const analysed = accept(await settle(cli, started.id, 'Shaping'))
    const report = [describeColumns(analysed.columns, cli.out.width), analysed.notes.join('\n')]
    cli.out.note(`${report.filter((part) => part !== '').join('\n\n')}\n`)
    const key = isCopy ? (options.key ?? suggested(analysed.suggestedKey)) : target.keyColumns
    const loaded = accept(await load(cli, analysed, key, undefined))
    if (options.report) return { value: loaded, words: `It would be: ${describeChanges(loaded)}.` }
    if (!options.yes) await confirm(cli, loaded, isCopy ? null : target)
    const dataset = await cli.client().call(routes.imports.apply, { params: { id: loaded.id }, body: {} })
    isApplied = true
    return { value: dataset, words: `${dataset.name} (${dataset.id}): ${describeChanges(loaded)}.` }
  } finally {
    if (!isApplied) await discard(cli, started.id)
  }
}

function suggested(key: string | null): string[] {
  if (key !== null) return [key]
  throw usageError(
    'No column is filled and different in every row. Add --key, more than once to combine several.',
  )
}
