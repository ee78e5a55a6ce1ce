// From a file to a dataset: upload, look, decide the key, load, compare, apply. Whatever stops it leaves nothing behind.
import { createReadStream, statSync } from 'node:fs'
import { basename } from 'node:path'
import type { Dataset } from '../api/dataset.ts'
import { type Import, type ImportSettings, importSettingsSchema } from '../api/import.ts'
import { routes } from '../api/routes.ts'
import type { Cli } from './cli.ts'
import { describeChanges, describeReport } from './dataset-text.ts'
import { CliError, usageError } from './errors.ts'
import { pollUntil } from './poll.ts'
import { count, many, percent, size } from './text.ts'

export interface ImportOptions {
  key?: string
  name?: string
  encoding?: string
  delimiter?: string
  header: boolean
  replaceInvalidBytes?: boolean
  report?: boolean
  yes?: boolean
}

export interface ImportResult {
  /** The dataset, or with `--report` the import as it was analysed. */
  value: Dataset | Import
  words: string
}

export async function importFile(
  cli: Cli,
  file: string,
  target: Dataset | null,
  options: ImportOptions,
): Promise<ImportResult> {
  const settings = readSettings(options)
  // A token that does not work is reported before a large file is on its way.
  await cli.client().call(routes.session.get)
  const started = await upload(cli, file, target)
  let isApplied = false
  try {
    const analysed = await analyse(cli, started.id, settings)
    const report = describeReport(analysed, cli.out.width)
    if (options.report) return { value: analysed, words: report }
    cli.out.note(`${report}\n`)
    const keyColumn = await chooseKey(cli, analysed, target, options)
    const loaded = await load(cli, analysed, keyColumn, options.name)
    if (!options.yes) await confirm(cli, loaded, target)
    const dataset = await cli.client().call(routes.imports.apply, { params: { id: loaded.id }, body: {} })
    isApplied = true
    return {
      value: dataset,
      words: `${dataset.name} (${dataset.id}): ${describeChanges(loaded)}.${setAsideLine(dataset)}`,
    }
  } finally {
    if (!isApplied) await discard(cli, started.id)
  }
}

async function upload(cli: Cli, file: string, target: Dataset | null): Promise<Import> {
  const isInput = file === '-'
  const total = isInput ? 0 : statSync(file).size
  const content = isInput ? cli.terminal.input : createReadStream(file)
  return cli
    .client()
    .upload(
      routes.imports.create,
      target ? { datasetId: target.id } : {},
      { name: isInput ? 'stdin.csv' : basename(file), content: content as AsyncIterable<Uint8Array> },
      (bytes) =>
        cli.out.progress(`Uploading ${size(bytes)}${total > 0 ? `, ${percent(bytes / total)}` : ''}`),
    )
}

async function analyse(cli: Cli, id: string, settings: Partial<ImportSettings>): Promise<Import> {
  const first = await settle(cli, id, 'Reading')
  if (Object.keys(settings).length === 0) return accept(first)
  await cli.client().call(routes.imports.update, { params: { id }, body: settings })
  return accept(await settle(cli, id, 'Reading again'))
}

async function load(cli: Cli, report: Import, keyColumn: string, name: string | undefined): Promise<Import> {
  const body = { keyColumn, ...(name !== undefined && { name }) }
  await cli.client().call(routes.imports.load, { params: { id: report.id }, body })
  return accept(await settle(cli, report.id, 'Loading'))
}

function settle(cli: Cli, id: string, doing: string): Promise<Import> {
  return pollUntil(
    () => cli.client().call(routes.imports.get, { params: { id } }),
    ({ state }) => state !== 'analysing' && state !== 'loading',
    {
      onState: ({ progress }) =>
        cli.out.progress(`${doing}: ${many(progress.rows, 'row')}, ${percent(progress.fraction)}`),
      intervalMs: 200,
    },
  )
}

function accept(state: Import): Import {
  if (!state.problem) return state
  const { code, message, lines } = state.problem
  const where =
    lines.length > 0 ? ` (${lines.length === 1 ? 'line' : 'lines'} ${lines.map(count).join('; ')})` : ''
  throw new CliError(code, `${message}${where}`, { details: { lines } })
}

async function chooseKey(
  cli: Cli,
  report: Import,
  target: Dataset | null,
  options: ImportOptions,
): Promise<string> {
  if (options.key !== undefined) return options.key
  if (target) return target.keyColumn
  if (options.yes && report.suggestedKey !== null) return report.suggestedKey
  const names = report.columns.map((column) => column.name).join(', ')
  const suggestion = report.suggestedKey === null ? 'No column is' : `"${report.suggestedKey}" is`
  const advice = `Add --key with one of: ${names}. ${suggestion} filled and different in every row.`
  if (!cli.terminal.isInteractive || options.yes) {
    throw usageError(`The key column is not decided, and it cannot change later. ${advice}`)
  }
  return cli.terminal.ask('Key column (it cannot change later)', report.suggestedKey ?? '')
}

async function confirm(cli: Cli, loaded: Import, target: Dataset | null): Promise<void> {
  const what = describeChanges(loaded)
  const question = target ? `Replace the rows of "${target.name}": ${what}?` : `Create a dataset of ${what}?`
  if (await cli.terminal.confirm(question, 'Add --yes to go ahead.')) return
  throw new CliError('cancelled', 'Stopped; nothing was changed.')
}

function setAsideLine({ id, setAsideCount }: Dataset): string {
  if (setAsideCount === 0) return ''
  const verb = setAsideCount === 1 ? 'was' : 'were'
  return `\n${many(setAsideCount, 'row')} ${verb} set aside. Why: seomatic data set-aside ${id}`
}

async function discard(cli: Cli, id: string): Promise<void> {
  // The server drops unapplied imports on its own; this only spares it the wait.
  await cli
    .client()
    .call(routes.imports.remove, { params: { id } })
    .catch(() => undefined)
}

function readSettings({
  encoding,
  delimiter,
  header,
  replaceInvalidBytes,
}: ImportOptions): Partial<ImportSettings> {
  const parsed = importSettingsSchema.partial().safeParse({
    ...(encoding !== undefined && { encoding }),
    ...(delimiter !== undefined && { delimiter: /^(tab|\\t)$/i.test(delimiter) ? '\t' : delimiter }),
    ...(!header && { hasHeader: false }),
    ...(replaceInvalidBytes && { replaceInvalidBytes }),
  })
  if (parsed.success) return parsed.data
  throw usageError('--delimiter takes one character, or "tab".')
}
