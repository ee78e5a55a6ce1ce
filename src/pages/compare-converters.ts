// What a project would lose with Wix's converter, measured on a few of its rows before anyone chooses.
import type { ConverterComparison } from '../api/project.ts'
import { readRows } from '../data/rows/rows.ts'
import { AppError } from '../errors.ts'
import type { ProjectRecord } from '../projects/project-record.ts'
import type { ConvertedPart, Kept, TargetContext } from '../targets/target.ts'
import type { AskWix } from './ask-wix.ts'
import type { ComparedRow } from './compare-page.ts'
import { convertParts } from './conversions.ts'
import type { PagesDeps } from './make-pages.ts'
import type { PageRenderers } from './page-renderers.ts'
import { type ProjectParts, readParts, sourceOf } from './project-parts.ts'

const sampleSize = 5
const limitMs = 60_000
/** Calls a minute that a connection is given; Wix allows 200. */
const callsPerMinute = 195

interface CompareDeps extends PagesDeps {
  renderers: PagesDeps['renderers'] & Pick<PageRenderers, 'comparisons'>
  askWix?: AskWix
}

type Row = ConverterComparison['rows'][number]

export async function compareConverters(
  deps: CompareDeps,
  project: ProjectRecord,
  askedBy: string,
): Promise<ConverterComparison> {
  const saved = await readParts(deps.database, project)
  const { target } = saved
  if (!target.converter || !deps.askWix)
    throw new AppError(
      'bad_request',
      `Wix has no converter for ${target.name}, so there is nothing to compare.`,
    )
  const parts = { ...saved, options: target.converter.choose(saved.options) }
  const source = sourceOf(parts)
  const picked = (await pickRows(deps, parts)).map(({ rowKey, cells }) => ({ rowKey, cells }))
  const found = await deps.renderers.parts(source, { askedBy }).render(picked)
  const work = (wix: TargetContext) =>
    convertParts(
      { database: deps.database, wix },
      parts,
      found.map((row) => row.parts),
    )
  const answer = await deps.askWix(project, work, limitMs)
  if ('failed' in answer)
    throw new AppError('wix_error', `The converters were not compared. ${answer.failed}`)
  const { value: converted } = answer
  const compared = await deps.renderers
    .comparisons(source, { askedBy })
    .render(picked.map((row, at) => ({ ...row, converted: converted[at] })))
  const rows = picked.map(({ rowKey }, at) => toRow(rowKey, compared[at]!, converted[at]))
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

function toRow(
  rowKey: string,
  { title, problem, words, ours, theirs }: ComparedRow,
  converted: readonly ConvertedPart[] = [],
): Row {
  return { rowKey, title, words, ours, wix: theirs, calls: converted.length, problem }
}

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
