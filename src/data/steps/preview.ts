// What each step makes of the first rows of a table: for people who put steps together. Pure but for what steps ask.
import type { Step, StepSample, StepsPreview } from '../../api/step.ts'
import type { ShapedRow } from '../rows/shape-row.ts'
import { openNumbered, type StepSource, sourceColumns } from './shape-table.ts'
import { type StepColumn, type StepContext, type StepInput, StepProblem } from './step.ts'

/** Rows of the source that are looked at: enough that a filter leaves some. */
const lookedAt = 1_000
const shown = 10
const shownLength = 300

/** Rows of a walk that was cut off. */
interface Part {
  rows: ShapedRow[]
  isPart: boolean
}

export async function previewSteps(
  source: StepSource,
  steps: readonly Step[],
  context: StepContext,
): Promise<StepsPreview> {
  let part = await take(source.table.rows())
  let input: StepInput = {
    columns: sourceColumns(source.table),
    words: source.words,
    again: () => walk(part.rows),
  }
  const preview: StepsPreview = { source: sample(input.columns, part), steps: [] }
  let isBroken = false
  for (const [at, step] of steps.entries()) {
    const nothing = { id: step.id, problem: null, after: null, setAside: null, notes: [] }
    if (isBroken || step.isOff) {
      preview.steps.push(nothing)
      continue
    }
    try {
      const before = part
      const opened = await openNumbered(step, at, { ...input, again: () => walk(before.rows) }, context)
      part = await take(opened.rows(walk(before.rows)))
      part.isPart ||= before.isPart
      input = { ...input, columns: opened.columns, words: opened.words ?? input.words }
      preview.steps.push({
        ...nothing,
        after: sample(opened.columns, part),
        setAside: newlyAside(before, part),
        notes: opened.notes(),
      })
    } catch (error) {
      if (!(error instanceof StepProblem)) throw error
      isBroken = true
      preview.steps.push({ ...nothing, problem: error.message })
    }
  }
  return preview
}

async function take(groups: AsyncIterable<ShapedRow[]>): Promise<Part> {
  const rows: ShapedRow[] = []
  for await (const group of groups) {
    rows.push(...group)
    if (rows.length > lookedAt) return { rows: rows.slice(0, lookedAt), isPart: true }
  }
  return { rows, isPart: false }
}

async function* walk(rows: readonly ShapedRow[]): AsyncGenerator<ShapedRow[]> {
  if (rows.length > 0) yield [...rows]
}

function sample(columns: readonly StepColumn[], { rows, isPart }: Part): StepSample {
  const kept = rows.filter((row) => row.kind === 'row')
  return {
    columns: columns.map(({ name, from, steps }) => ({ name, from, steps })),
    rows: kept.slice(0, shown).map(({ line, cells }) => ({ line, cells: cells.map(shorten) })),
    rowCount: kept.length,
    isPart,
  }
}

function newlyAside(before: Part, after: Part): { count: number; reason: string } | null {
  const aside = ({ rows }: Part) => rows.filter((row) => row.kind === 'aside')
  const known = new Set(aside(before))
  const count = aside(after).length - known.size
  const first = aside(after).find((row) => !known.has(row))
  return count > 0 && first ? { count, reason: first.reason } : null
}

function shorten(cell: string): string {
  return cell.length > shownLength ? `${cell.slice(0, shownLength).toWellFormed()}\u2026` : cell
}
