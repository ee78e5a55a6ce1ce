// What a project would lose with Wix's converter, measured on a few of its rows before anyone chooses.
import type { ConverterComparison } from '../api/project.ts'
import { readRows } from '../data/rows.ts'
import { AppError } from '../errors.ts'
import type { ProjectRecord } from '../projects/project-record.ts'
import type { Comparison, ConvertedPart, Kept, RenderedPage, TargetContext } from '../targets/target.ts'
import type { AskWix } from './ask-wix.ts'
import { withConversions } from './conversions.ts'
import type { PagesDeps } from './make-pages.ts'
import { toPage, toRenderedPage } from './page.ts'
import { type ProjectParts, readParts } from './project-parts.ts'

const sampleSize = 5
const limitMs = 60_000
/** Calls a minute that a connection is given; Wix allows 200. */
const callsPerMinute = 195

type Row = ConverterComparison['rows'][number]

export async function compareConverters(
  deps: PagesDeps & { askWix?: AskWix },
  project: ProjectRecord,
): Promise<ConverterComparison> {
  const saved = await readParts(deps.database, project)
  const { target } = saved
  if (!target.converter || !deps.askWix)
    throw new AppError(
      'bad_request',
      `Wix has no converter for ${target.name}, so there is nothing to compare.`,
    )
  const parts = { ...saved, options: target.converter.choose(saved.options) }
  const rendered = await deps.renderers
    .texts(parts.template, { isUrgent: true })
    .render(await pickRows(deps, parts))
  const work = (wix: TargetContext) =>
    withConversions(
      { database: deps.database, wix },
      parts,
      rendered.map((row) => toRenderedPage(parts, row)),
    )
  const answer = await deps.askWix(project, work, limitMs)
  if ('failed' in answer)
    throw new AppError('wix_error', `The converters were not compared. ${answer.failed}`)
  const rows = rendered.map((row, at) =>
    compareRow(parts, toPage(parts, row, answer.value[at]), answer.value[at]!),
  )
  return summarize(rows, parts.rowCount)
}

/** From all over the data: the first rows of a file are often alike. */
async function pickRows({ database }: PagesDeps, { rowSetId, rowCount }: ProjectParts) {
  const picked = new Map<string, Awaited<ReturnType<typeof readRows>>[number]>()
  for (let at = 0; at < sampleSize; at++) {
    const afterLine = Math.floor((rowCount * at) / sampleSize)
    const rows = await readRows(database, rowSetId, { afterLine, limit: sampleSize })
    const row = rows.find((one) => !picked.has(one.rowKey))
    if (row) picked.set(row.rowKey, row)
  }
  if (picked.size > 0) return [...picked.values()]
  throw new AppError('not_found', 'The dataset has no rows, so there is nothing to compare. Import some.')
}

function compareRow(parts: ProjectParts, page: ReturnType<typeof toPage>, rendered: RenderedPage): Row {
  const blocking = page.problems.find((one) => one.field === 'body' && one.severity === 'error')
  const nothing: Comparison = { words: 0, ours: noneKept, theirs: noneKept }
  const { words, ours, theirs } = blocking ? nothing : parts.target.converter!.compare(rendered)
  return {
    rowKey: page.rowKey,
    title: page.title,
    words,
    ours,
    wix: theirs,
    calls: (rendered.converted ?? ([] as ConvertedPart[])).length,
    problem: blocking?.message ?? null,
  }
}

const noneKept: Kept = { words: 0, losses: [] }

/** Pure. */
export function summarize(rows: Row[], pages: number): ConverterComparison {
  const good = rows.filter((row) => row.problem === null)
  const calls = good.reduce((sum, row) => sum + row.calls, 0)
  const callsPerPage = good.length === 0 ? 0 : calls / good.length
  return {
    rows,
    totals: {
      words: good.reduce((sum, row) => sum + row.words, 0),
      ours: addUp(good.map((row) => row.ours)),
      wix: addUp(good.map((row) => row.wix)),
    },
    callsPerPage: Math.round(callsPerPage * 100) / 100,
    pages,
    minutes: Math.ceil((callsPerPage * pages) / callsPerMinute),
  }
}

function addUp(all: Kept[]): Kept {
  const counts = new Map<string, number>()
  for (const { title, count } of all.flatMap((kept) => kept.losses))
    counts.set(title, (counts.get(title) ?? 0) + count)
  return {
    words: all.reduce((sum, kept) => sum + kept.words, 0),
    losses: [...counts].map(([title, count]) => ({ title, count })).sort((a, b) => b.count - a.count),
  }
}
