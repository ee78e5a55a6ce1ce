// Where a column stands, in a few words, and what is to be done next. Pure.
import type { AiColumn, AiRun } from '../../../../../src/api/ai.ts'
import { count, counted } from '../../../ui/format.ts'
import type { Sign, Tone } from '../../../ui/Status.tsx'

export interface ColumnState {
  tone: Tone
  sign: Sign
  words: string
  /** Why, and what to do about it. */
  more: string | null
  /** What the main button does. `enter` is done for all columns of the dataset together. */
  next: 'try' | 'fill' | 'go-on' | null
}

export function columnState(column: AiColumn): ColumnState {
  const { run, sample } = column
  if (sample && sample.endedAt === null)
    return { tone: 'accent', sign: 'busy', words: 'Trying a few rows', more: null, next: null }
  if (run && run.endedAt === null)
    return { tone: 'accent', sign: 'busy', words: asking(run), more: null, next: null }
  if (run === null) return withoutRun(sample)
  if (run.state === 'failed')
    return {
      tone: 'bad',
      sign: 'cross',
      words: `Stopped after ${rowsOf(run)}`,
      more: run.problem,
      next: 'go-on',
    }
  if (run.state === 'stopped') {
    const words = `Stopped at its cap after ${rowsOf(run)}`
    const more = 'Go on with a higher cap: what was answered is not asked again.'
    return { tone: 'warn', sign: 'warning', words, more, next: 'go-on' }
  }
  if (run.state === 'cancelled')
    return {
      tone: 'quiet',
      sign: 'pause',
      words: `Stopped by hand after ${rowsOf(run)}`,
      more: null,
      next: 'go-on',
    }
  return filled(column)
}

function asking({ counts, rows }: AiRun): string {
  return counts.done === 0 ? 'Asking' : `Asking: ${count(counts.done)} of ${counted(rows, 'row')}`
}

function rowsOf({ counts, rows }: AiRun): string {
  return `${count(counts.done)} of ${counted(rows, 'row')}`
}

function withoutRun(sample: AiRun | null): ColumnState {
  if (sample === null)
    return { tone: 'quiet', sign: 'dashed', words: 'Nothing was asked yet', more: null, next: 'try' }
  if (sample.state === 'done') {
    const more = 'Read the answers below. Change the prompt until they are right, then fill all rows.'
    return { tone: 'quiet', sign: 'draft', words: 'Tried with a few rows', more, next: 'fill' }
  }
  return { tone: 'bad', sign: 'cross', words: 'The sample stopped', more: sample.problem, next: 'try' }
}

function filled(column: AiColumn): ColumnState {
  const { inRows, run } = column
  if (inRows === null || hasNews(column)) {
    const more = run && run.counts.failed > 0 ? `${counted(run.counts.failed, 'row')} got no answer.` : null
    return { tone: 'good', sign: 'check', words: 'Filled', more, next: null }
  }
  if (inRows.held > 0) {
    const words = `In the rows, ${counted(inRows.held, 'row')} held`
    const more = 'Their pages wait. Correct the cell, or allow what is right.'
    return { tone: 'warn', sign: 'warning', words, more, next: null }
  }
  return { tone: 'good', sign: 'check', words: 'In the rows', more: null, next: null }
}

/** Something was answered, or decided about answers, that the rows do not have. */
export function hasNews(column: AiColumn): boolean {
  const { run, inRows, updatedAt } = column
  if (run === null || run.endedAt === null) return false
  if (inRows === null) return run.counts.answered + run.counts.cached > 0
  return later(run.endedAt, inRows.since) && run.counts.answered > 0 ? true : later(updatedAt, inRows.since)
}

function later(one: string, other: string): boolean {
  return Date.parse(one) > Date.parse(other)
}
