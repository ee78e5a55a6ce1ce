// What a column is told on the command line.
import { readFileSync } from 'node:fs'
import { type Command, Option } from 'commander'
import { type AiColumnType, type AiStanding, aiColumnTypeSchema } from '../api/ai.ts'
import type { Cli } from './cli.ts'
import { usageError } from './errors.ts'
import { findModel } from './find-model.ts'

export interface ColumnOptions {
  model?: string
  promptFile?: string
  type?: AiColumnType
  choice?: string[]
  mostCharacters?: number
  allow?: string[]
  standing?: 'run' | 'month' | 'off'
  standingCost?: number
  standingCalls?: number
}

export function withColumnSettings(command: Command): Command {
  return command
    .option('--model <model>', 'name or id of the model that is asked')
    .option('--prompt-file <file>', 'the prompt, in Liquid over the row; - for stdin')
    .addOption(new Option('--type <type>', 'what an answer is').choices(aiColumnTypeSchema.options))
    .option('--choice <answers...>', 'of the type choice: what may be answered')
    .option('--most-characters <n>', 'an answer may be this long', Number)
    .option(
      '--allow <facts...>',
      'what answers may say beside what their row says: "24/7", a link, or a range of numbers such as 1..5',
    )
    .addOption(
      new Option(
        '--standing <per>',
        'runs start by themselves when rows are new or changed, within a cap for each run or for a month',
      ).choices(['run', 'month', 'off']),
    )
    .option('--standing-cost <amount>', 'of the standing cap, in the currency of the model', Number)
    .option('--standing-calls <n>', 'of the standing cap', Number)
}

export async function readColumn(cli: Cli, options: ColumnOptions) {
  const { model, promptFile, type, choice, mostCharacters, allow } = options
  const endpointId = model === undefined ? undefined : (await findModel(cli, model)).id
  const prompt = promptFile === undefined ? undefined : await readPrompt(cli, promptFile)
  return {
    ...(endpointId !== undefined && { endpointId }),
    ...(prompt !== undefined && { prompt }),
    ...(type && { type }),
    ...(choice && { choices: choice }),
    ...(mostCharacters !== undefined && { mostCharacters }),
    ...(allow && { allowed: allow }),
    ...readStanding(options),
  }
}

function readStanding({ standing, standingCost, standingCalls }: ColumnOptions): {
  standing?: AiStanding | null
} {
  if (standing === 'off') return { standing: null }
  if (standing === undefined && standingCost === undefined && standingCalls === undefined) return {}
  if (standing === undefined || standingCost === undefined || standingCalls === undefined)
    throw usageError('A standing cap needs --standing, --standing-cost and --standing-calls.')
  return { standing: { per: standing, mostCost: standingCost, mostCalls: standingCalls } }
}

async function readPrompt({ terminal }: Cli, file: string): Promise<string> {
  return file === '-' ? terminal.readInput() : readFileSync(file, 'utf8')
}
