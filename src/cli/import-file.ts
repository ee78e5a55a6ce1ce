// From a file to a dataset: upload, look, decide the key, load, compare, apply. Whatever stops it leaves nothing behind.
import { createReadStream, statSync } from 'node:fs'
import { basename } from 'node:path'
import type { Dataset } from '../api/dataset.ts'
import { encodings } from '../api/encodings.ts'
import type { Import } from '../api/import.ts'
import {
  type ImportSetting,
  type ImportSettingsPatch,
  importSettingsPatchSchema,
} from '../api/import-settings.ts'
import { routes } from '../api/routes.ts'
import type { Cli } from './cli.ts'
import { describeChanges, describeReport } from './dataset-text.ts'
import { CliError, usageError } from './errors.ts'
import { askForKey, chooseKey } from './import-key.ts'
import { withMarkdownAsCsv } from './piped-table.ts'
import { pollUntil } from './poll.ts'
import { readStepsFile } from './steps-file.ts'
import { count, many, percent, size } from './text.ts'

export interface ImportOptions {
  key?: string[]
  name?: string
  encoding?: string
  delimiter?: string
  header: boolean
  headerLine?: number
  linesInQuotes?: 'yes' | 'no'
  replaceInvalidBytes?: boolean
  sheet?: string
  values?: 'shown' | 'stored'
  path?: string
  joinWith?: string
  /** A file with steps. */
  steps?: string
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
  if (file === '-' && options.steps === '-')
    throw usageError('Only one of the file and its steps can come from stdin.')
  // A token that does not work is reported before a large file is on its way.
  await cli.client().call(routes.session.get)
  return finishImport(cli, await upload(cli, file, target), target, options, settings)
}

/** From a file that is on its way to the server, or to which a source leads, to the dataset. */
export async function finishImport(
  cli: Cli,
  started: Import,
  target: Dataset | null,
  options: ImportOptions,
  settings: ImportSettingsPatch = {},
): Promise<ImportResult> {
  let isApplied = false
  try {
    let analysed = await analyse(cli, started.id, settings)
    if (options.steps !== undefined) analysed = await shape(cli, started.id, options.steps)
    const report = describeReport(analysed, cli.out.width)
    if (options.report) return { value: analysed, words: report }
    cli.out.note(`${report}\n`)
    analysed = await settleEncoding(cli, analysed, options)
    const loaded = await loadByKey(cli, analysed, target, options)
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
  const content = isInput
    ? withMarkdownAsCsv(cli.terminal.input as AsyncIterable<Uint8Array>)
    : createReadStream(file)
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

async function analyse(cli: Cli, id: string, settings: ImportSettingsPatch): Promise<Import> {
  const first = await settle(cli, id, 'Reading')
  if (Object.keys(settings).length === 0) return accept(first)
  await cli.client().call(routes.imports.update, { params: { id }, body: settings })
  return accept(await settle(cli, id, 'Reading again'))
}

async function shape(cli: Cli, id: string, file: string): Promise<Import> {
  const steps = await readStepsFile(cli, file)
  await cli.client().call(routes.steps.setImport, { params: { id }, body: { steps } })
  return accept(await settle(cli, id, 'Shaping'))
}

/** A guess that is not sure is never taken unseen: `--yes` stops at it, and a person is asked. */
async function settleEncoding(cli: Cli, report: Import, options: ImportOptions): Promise<Import> {
  const guess = report.decisions.find(({ name, isSure }) => name === 'encoding' && isSure === false)
  if (!guess) return report
  if (options.yes || !cli.terminal.isInteractive) {
    const likely = report.readings.map(({ encoding }) => encoding).join(', ')
    const message = `The encoding of the file is a guess that is not sure. Look at how each reads the first rows, and add --encoding with the one that makes sense: ${likely}.`
    throw new CliError('usage', message, { details: { readings: report.readings } })
  }
  const answer = (await cli.terminal.ask('Encoding', guess.value)).trim().toLowerCase()
  if (answer === guess.value) return report
  const encoding = encodings.find((one) => one === answer)
  if (!encoding)
    throw usageError(`There is no encoding "${answer}". See --encoding in: seomatic data import --help`)
  const read = await analyse(cli, report.id, { encoding })
  cli.out.note(`${describeReport(read, cli.out.width)}\n`)
  return read
}

/** Problems of the key alone, which another key may not have; the file need not be uploaded again. */
const keyProblems = new Set(['empty_keys', 'duplicate_keys', 'long_keys'])

/** Loads by the key that was given or is chosen; a person is asked again when it cannot be one. */
export async function loadByKey(
  cli: Cli,
  report: Import,
  target: Dataset | null,
  options: ImportOptions,
): Promise<Import> {
  let keyColumns = await chooseKey(cli, report, target, options)
  for (;;) {
    const loaded = await load(cli, report, keyColumns, options.name)
    const { problem } = loaded
    const canAsk = cli.terminal.isInteractive && !options.yes && !target
    if (!problem || !keyProblems.has(problem.code) || !canAsk) return tellKeys(cli, accept(loaded))
    cli.out.note(`${problem.message}\n`)
    keyColumns = await askForKey(cli, report)
  }
}

export async function load(
  cli: Cli,
  report: Import,
  keyColumns: string[],
  name: string | undefined,
): Promise<Import> {
  const body = { keyColumns, ...(name !== undefined && { name }) }
  await cli.client().call(routes.imports.load, { params: { id: report.id }, body })
  return settle(cli, report.id, 'Loading')
}

/** What became of the keys, which the report before could not know. */
function tellKeys(cli: Cli, loaded: Import): Import {
  if (loaded.keyNotes.length > 0) cli.out.note(`${loaded.keyNotes.join('\n')}\n`)
  return loaded
}

export function settle(cli: Cli, id: string, doing: string): Promise<Import> {
  return pollUntil(
    () => cli.client().call(routes.imports.get, { params: { id } }),
    ({ state }) => !['fetching', 'analysing', 'loading'].includes(state),
    {
      onState: ({ progress }) =>
        cli.out.progress(`${doing}: ${many(progress.rows, 'row')}, ${percent(progress.fraction)}`),
      intervalMs: 200,
    },
  )
}

export function accept(state: Import): Import {
  if (!state.problem) return state
  const { code, message, lines } = state.problem
  const where =
    lines.length > 0 ? ` (${state.place[lines.length === 1 ? 0 : 1]} ${lines.map(count).join('; ')})` : ''
  throw new CliError(code, `${message}${where}`, { details: { lines } })
}

export async function confirm(cli: Cli, loaded: Import, target: Dataset | null): Promise<void> {
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

export async function discard(cli: Cli, id: string): Promise<void> {
  // The server drops unapplied imports on its own; this only spares it the wait.
  await cli
    .client()
    .call(routes.imports.remove, { params: { id } })
    .catch(() => undefined)
}

/** Those that the list of options does not catch. */
const mistakes: Partial<Record<ImportSetting, string>> = {
  headerLine: '--header-line takes a number from 1 to 1000.',
  delimiter: '--delimiter takes one character, or "tab".',
  sheet: '--sheet takes the name of a sheet, or its place from 1.',
  path: '--path takes where the list stands in the file, such as data.items or rss/channel/item.',
  joinWith: '--join-with takes up to 20 characters.',
}

function readSettings({
  encoding,
  delimiter,
  header,
  headerLine,
  linesInQuotes,
  replaceInvalidBytes,
  sheet,
  values,
  path,
  joinWith,
}: ImportOptions): ImportSettingsPatch {
  const parsed = importSettingsPatchSchema.safeParse({
    ...(encoding !== undefined && { encoding }),
    ...(delimiter !== undefined && { delimiter: /^(tab|\\t)$/i.test(delimiter) ? '\t' : delimiter }),
    ...(!header && { hasHeader: false }),
    ...(headerLine !== undefined && { headerLine }),
    ...(linesInQuotes !== undefined && { linesInQuotes: linesInQuotes === 'yes' }),
    ...(replaceInvalidBytes && { replaceInvalidBytes }),
    ...(sheet !== undefined && { sheet }),
    ...(values !== undefined && { values }),
    ...(path !== undefined && { path }),
    ...(joinWith !== undefined && { joinWith: joinWith.replaceAll('\\n', '\n') }),
  })
  if (parsed.success) return parsed.data
  const wrong = parsed.error.issues[0]!.path[0] as ImportSetting
  throw usageError(mistakes[wrong] ?? parsed.error.issues[0]!.message)
}
