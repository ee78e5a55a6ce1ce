// Which columns identify a row: as given, as the dataset has it, as suggested, or as somebody answers.
import type { Dataset } from '../api/dataset.ts'
import type { Import } from '../api/import.ts'
import type { Cli } from './cli.ts'
import { usageError } from './errors.ts'

export async function chooseKey(
  cli: Cli,
  report: Import,
  target: Dataset | null,
  options: { key?: string[]; yes?: boolean },
): Promise<string[]> {
  if (options.key !== undefined) return options.key
  if (target) return target.keyColumns
  if (options.yes && report.suggestedKey !== null) return [report.suggestedKey]
  const names = report.columns.map((column) => column.name).join(', ')
  const suggestion = report.suggestedKey === null ? 'No column is' : `"${report.suggestedKey}" is`
  const advice = `Add --key with one of: ${names}. ${suggestion} filled and different in every row. Give --key more than once to combine several.`
  if (!cli.terminal.isInteractive || options.yes) {
    throw usageError(`The key column is not decided, and it cannot change later. ${advice}`)
  }
  return askForKey(cli, report)
}

/** One column, or several with a plus between them. */
export async function askForKey(cli: Cli, report: Import): Promise<string[]> {
  const question = 'Key column (it cannot change later; "a + b" combines two)'
  const answer = await cli.terminal.ask(question, report.suggestedKey ?? '')
  const isColumn = report.columns.some((column) => column.name === answer)
  return isColumn ? [answer] : answer.split('+').map((name) => name.trim())
}
