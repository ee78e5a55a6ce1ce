import { readFileSync } from 'node:fs'
import { type Step, stepsInputSchema } from '../api/step.ts'
import type { Cli } from './cli.ts'
import { CliError, usageError } from './errors.ts'

/** The list of steps in a JSON file, or in what comes from stdin (`-`). */
export async function readStepsFile(cli: Cli, file: string): Promise<Step[]> {
  const text = file === '-' ? await readInput(cli) : readFileSync(file, 'utf8')
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw new CliError('usage', `${file} is not JSON: ${(error as Error).message}`)
  }
  const parsed = stepsInputSchema.safeParse(Array.isArray(value) ? { steps: value } : value)
  if (parsed.success) return parsed.data.steps
  const [issue] = parsed.error.issues
  const place = issue?.path.map(String).join('.') ?? ''
  throw usageError(`${file} holds no list of steps: ${place === '' ? '' : `${place}: `}${issue?.message}`)
}

async function readInput(cli: Cli): Promise<string> {
  let text = ''
  for await (const part of cli.terminal.input as AsyncIterable<Uint8Array | string>)
    text += typeof part === 'string' ? part : Buffer.from(part).toString('utf8')
  return text
}
