// What the template makes of one row. Pure, given the rendered texts.
import { hash } from 'node:crypto'
import type { Problem } from '../api/problem.ts'
import type { AnyTarget } from '../targets/index.ts'
import { lossProblemCode } from '../targets/loss-titles.ts'
import { type AssetNeed, type Loss, pageSeed, type RenderedPage } from '../targets/target.ts'
import { sortKeys } from '../targets/wix/sort-keys.ts'
import type { RenderedRow } from '../templates/render-row.ts'

export interface Page {
  rowKey: string
  seed: string
  title: string
  slug: string
  /** The payload as JSON with sorted keys: the same however a store kept it meanwhile. See `parsePayload`. */
  payloadText: string
  /** SHA-256 of `payloadText` in UTF-8, as hex. */
  payloadHash: string
  /** Size of the page in a request body once all its assets have ids. */
  wireBytes: number
  /** Of the template, of the destination, and a note for each kind of loss. */
  problems: Problem[]
  losses: Loss[]
  convertedBy: 'seomatic' | 'wix'
  /** What must become ids of the site before the page can be sent, each once. */
  needs: AssetNeed[]
  /** Pages of one shape are built alike; see `Target.shapeOf`. */
  shape: string
  /** The rendered texts, only where they were asked for. */
  fields?: Record<string, string>
}

export interface PageMaker {
  target: AnyTarget
  options: unknown
  projectId: string
  siteUrl: string | null
}

export function toRenderedPage({ projectId, siteUrl }: PageMaker, row: RenderedRow): RenderedPage {
  const { rowKey, madeAs = rowKey, fields } = row
  return { rowKey, seed: pageSeed(projectId, madeAs), fields, siteUrl }
}

/** @param rendered of the same row, with what Wix converted of it */
export function toPage(
  maker: PageMaker,
  row: RenderedRow,
  rendered: RenderedPage = toRenderedPage(maker, row),
): Page {
  const { target, options } = maker
  const made = target.toPayload(rendered, options)
  const payloadText = canonicalJson(made.payload)
  const broken = new Set(row.problems.filter((one) => one.severity === 'error').map((one) => one.field))
  return {
    rowKey: row.rowKey,
    seed: rendered.seed,
    title: made.summary.title,
    slug: made.summary.slug,
    payloadText,
    payloadHash: hash('sha256', payloadText),
    wireBytes: made.wireBytes,
    problems: fewEnough([
      ...row.problems,
      // That a field is blank because its template failed is no news.
      ...made.problems.filter((one) => one.code !== 'required_blank' || !broken.has(one.field)),
      ...lossNotes(made.losses),
    ]),
    losses: made.losses.slice(0, mostLosses),
    convertedBy: made.convertedBy ?? 'seomatic',
    needs: target.needs(made.payload),
    shape: target.shapeOf(made.payload),
  }
}

/** The payload for whoever has to look into it, as its target takes it. */
export function parsePayload({ payloadText }: Pick<Page, 'payloadText'>): unknown {
  return JSON.parse(payloadText)
}

/** Of one page; more of them tell nobody anything, and would have to be stored and sent. */
const [mostProblems, mostLosses] = [200, 1000]

function fewEnough(problems: Problem[]): Problem[] {
  if (problems.length <= mostProblems) return problems
  const isError = (one: Problem) => one.severity === 'error'
  return [...problems.filter(isError), ...problems.filter((one) => !isError(one))].slice(0, mostProblems)
}

/** JSON with the keys of every object in order, and without undefined. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(sortKeys(value)) ?? 'null'
}

/** Losses of the conversion, one note for each kind. */
function lossNotes(losses: Loss[]): Problem[] {
  return [...Map.groupBy(losses, (loss) => `${loss.field ?? 'body'} ${loss.code}`).values()].map((same) => {
    const first = same[0]!
    const times = same.length === 1 ? '' : ` (${same.length} times)`
    return {
      code: lossProblemCode(first.code),
      severity: 'note',
      field: first.field ?? 'body',
      line: first.line,
      column: first.column,
      message: `<${first.element}>: ${first.message} Instead: ${first.instead}${times}.`,
    }
  })
}
