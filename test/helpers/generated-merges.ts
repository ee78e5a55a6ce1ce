// Merges from end to end: pages of random documents, edited by random people in Wix while their template changes at
// random, planned, sent, read back and planned again. Asks no test framework, so that it is done with as many as one likes.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import type { PlanItemDetail } from '../../src/api/plan.ts'
import { migrate } from '../../src/db/migrate.ts'
import { openDatabase } from '../../src/db/open.ts'
import type { Database } from '../../src/db/types.ts'
import { silentLogger } from '../../src/logger.ts'
import { getPlanItem } from '../../src/plans/item-detail.ts'
import { chooseItems } from '../../src/plans/plans.ts'
import { type RicosDocument, ricosToHtml, ricosToText } from '../../src/ricos/index.ts'
import { documents, type Edit, type Edited, edit, edits } from '../../src/ricos/merge/generated.ts'
import { createDatabase, dropDatabase, type Engine } from '../crash/rig.ts'
import { type Publishing, startPublishing, type TestRow } from './publishing.ts'

export interface GeneratedMerges {
  /** Pages whose edits are in different blocks, those in which both changed one block, and those nobody edited. */
  apart: number
  together: number
  /** What the plan did of its own: merged unasked, and asked about. */
  merged: number
  asked: number
  violations: string[]
}

interface Case {
  rowKey: string
  base: RicosDocument
  ours: Edited
  theirs: Edited
}

interface StoredPost {
  id: string
  draft: { seoSlug?: string; richContent: RicosDocument }
  published: { seoSlug?: string; richContent: RicosDocument } | null
}

/** Of a block that was written anew and moved or left alone in its place, nobody can tell which it was. */
const knowable = edits.map((list) =>
  list.some(({ kind }) => kind === 'rewrite')
    ? list.filter(({ kind }) => kind !== 'move' && kind !== 'remove')
    : list,
)
const generated = fc.record({
  // A picture gets another address by being imported, and that is no edit.
  base: documents
    .map(({ nodes, ...rest }) => ({ ...rest, nodes: nodes.filter(({ type }) => type !== 'IMAGE') }))
    .filter((document) => ricosToText(document).trim() !== ''),
  ours: knowable,
  theirs: knowable,
})

const wordsOf = (document: RicosDocument) => new Set(ricosToText(document).split(/\s+/).filter(Boolean))

/** A page without a word is held. */
function htmlOf(document: RicosDocument): string {
  return ricosToText(document).trim() === '' ? '<p>Nothing is left.</p>' : ricosToHtml(document)
}

/** @param database migrated, of a project of its own */
export async function mergeGenerated(
  database: Database,
  count: number,
  seed: number,
): Promise<GeneratedMerges> {
  const given = fc.sample(generated, { numRuns: count, seed })
  const rows = given.map(
    ({ base }, i): TestRow => ({ id: `row-${i + 1}`, name: `Place ${i + 1}`, body: htmlOf(base), later: '' }),
  )
  const publishing = await startPublishing(database, {
    rows,
    fields: { title: '{{name}}', slug: '{{id}}', body: '{{body}}' },
    edits: 'merge',
  })
  try {
    await publishing.startWorker()
    await publishing.publish()
    const cases = await changeBothSides(database, publishing, rows, given)
    return await mergeAll(database, publishing, cases)
  } finally {
    await publishing.close()
  }
}

function postsOf(publishing: Publishing): Map<string, StoredPost> {
  const posts = publishing.posts() as unknown as StoredPost[]
  return new Map(posts.map((post) => [post.published?.seoSlug ?? '', post]))
}

/** Somebody edits the posts, and a new template makes other bodies of the rows. */
async function changeBothSides(
  database: Database,
  publishing: Publishing,
  rows: readonly TestRow[],
  given: readonly { ours: Edit[]; theirs: Edit[] }[],
): Promise<Case[]> {
  const posts = postsOf(publishing)
  const cases = rows.map(({ id: rowKey }, i): Case => {
    const base = posts.get(rowKey)!.published!.richContent
    const { ours, theirs } = given[i]!
    return { rowKey, base, ours: edit(base, ours, 'our'), theirs: edit(base, theirs, 'their') }
  })
  for (const { rowKey, theirs } of cases)
    publishing.control.editItem({
      siteId: publishing.siteId,
      kind: 'post',
      id: posts.get(rowKey)!.id,
      fields: { richContent: theirs.document },
      publish: true,
    })
  await publishing.replaceRows(rows.map((row, i) => ({ ...row, later: htmlOf(cases[i]!.ours.document) })))
  await database.query(
    `insert into template_versions (template_id, version, fields, saved_by)
     select template_id, 2, fields || '{"body": "{{later}}"}', 'Dana' from template_versions where template_id = $1`,
    [publishing.templateId],
  )
  await database.query(
    `update templates set version = 2, fields = fields || '{"body": "{{later}}"}' where id = $1`,
    [publishing.templateId],
  )
  return cases
}

async function mergeAll(
  database: Database,
  publishing: Publishing,
  cases: readonly Case[],
): Promise<GeneratedMerges> {
  const { workspaceId } = publishing
  const plan = await publishing.plan()
  const items = new Map<string, PlanItemDetail>()
  for (const { rowKey } of cases) items.set(rowKey, await getPlanItem(database, workspaceId, plan.id, rowKey))
  const isAsked = ({ rowKey }: Case) => items.get(rowKey)!.action === 'conflict'
  const violations = cases.flatMap((one) => misjudged(one, isAsked(one)))

  const run = await publishing.until((await publishing.apply(plan.id)).id, 'done', 'needs_attention')
  const { accepted, verifiedEqual, differences, rejected } = run.receipt ?? {}
  if (accepted !== plan.willSend.total || verifiedEqual !== accepted || differences !== 0 || rejected !== 0)
    violations.push(`the receipt of ${plan.willSend.total} pages: ${JSON.stringify(run.receipt)}`)
  const sent = postsOf(publishing)
  for (const one of cases)
    violations.push(...lostOf(one, sent.get(one.rowKey), isAsked(one) ? 'held' : 'merged'))

  // What was asked about: every second page as somebody wrote it, the others as the template has it.
  const asked = cases.filter(isAsked)
  const again = await publishing.plan()
  if (again.counts.conflict !== asked.length || again.counts.unchanged !== cases.length - asked.length)
    violations.push(`a plan after it: ${JSON.stringify(again.counts)}`)
  for (const [i, { rowKey }] of asked.entries())
    await chooseItems(database, workspaceId, again.id, [rowKey], (collisions) =>
      Object.fromEntries(collisions.map(({ id }) => [id, i % 2 === 0 ? 'theirs' : 'ours'])),
    )
  await publishing.until((await publishing.apply(again.id)).id, 'done', 'needs_attention')
  const end = postsOf(publishing)
  for (const [i, one] of asked.entries())
    violations.push(...lostOf(one, end.get(one.rowKey), i % 2 === 0 ? 'merged' : 'ours'))
  publishing.control.clearRequests()
  const last = await publishing.plan()
  if (last.counts.unchanged !== cases.length || publishing.writes().length > 0)
    violations.push(`the last plan: ${JSON.stringify(last.counts)}`)
  return {
    apart: cases.filter(isApart).length,
    together: cases.filter((one) => bothReworded(one).length > 0).length,
    merged: cases.filter((one) => !isAsked(one) && one.theirs.touched.size + one.theirs.put.length > 0)
      .length,
    asked: asked.length,
    violations,
  }
}

/** Nobody touched a block that the other did. */
function isApart({ ours, theirs }: Case): boolean {
  return !ours.isVague && !theirs.isVague && [...ours.touched].every((id) => !theirs.touched.has(id))
}

function bothReworded({ ours, theirs }: Case): string[] {
  return [...theirs.reworded].flatMap(([id, word]) => {
    const other = ours.reworded.get(id)
    return other !== undefined && other !== word ? [id] : []
  })
}

function misjudged(one: Case, isAsked: boolean): string[] {
  if (isAsked && isApart(one))
    return [`${one.rowKey} was asked about, though the edits are in different blocks`]
  if (!isAsked && bothReworded(one).length > 0)
    return [`${one.rowKey} was not asked about, though both have other words in one block`]
  return []
}

/** Words that somebody put in are there, and those that somebody took out are not. */
function lostOf(
  { rowKey, base, ours, theirs }: Case,
  post: StoredPost | undefined,
  end: 'held' | 'merged' | 'ours',
): string[] {
  if (!post?.published) return [`${rowKey} is not there any more`]
  const words = wordsOf(post.published.richContent)
  const theirWords = wordsOf(theirs.document)
  if (end === 'held')
    return [...theirWords].every((word) => words.has(word)) && words.size === theirWords.size
      ? []
      : [`${rowKey} was changed, though nothing was decided`]
  const missing = (put: readonly string[]) => put.filter((word) => !words.has(word))
  if (end === 'ours')
    return missing(ours.put).map((word) => `${rowKey} lacks ${word}, though ours was chosen`)
  const back = [...wordsOf(base)].filter((word) => !theirWords.has(word) && words.has(word))
  return [
    ...missing(theirs.put).map((word) => `${rowKey} lost ${word}`),
    ...back.map((word) => `${rowKey} has ${word} again`),
    ...(isApart({ rowKey, base, ours, theirs })
      ? missing(ours.put).map((word) => `${rowKey} lacks ${word} of the template`)
      : []),
  ]
}

/** The same on a database of its own, with a sentence of figures. */
export async function measureMerges(
  engine: Engine,
  count: number,
  seed: number,
): Promise<{ figures: string; violations: string[] }> {
  const dataDir = mkdtempSync(join(tmpdir(), 'seomatic-merges-'))
  const { url, name } = await createDatabase(engine)
  const database = await openDatabase({ dataDir, databaseUrl: url, logger: silentLogger })
  try {
    await migrate(database, fileURLToPath(new URL('../../migrations', import.meta.url)), silentLogger)
    const startedAt = Date.now()
    const { apart, together, merged, asked, violations } = await mergeGenerated(database, count, seed)
    const seconds = ((Date.now() - startedAt) / 1000).toFixed(0)
    const figures = `${count} pages: ${merged} merged unasked, ${asked} asked about; edits in different blocks ${apart}, in the same ${together}; ${violations.length} wrong; ${seconds} s`
    return { figures, violations }
  } finally {
    await database.close()
    await dropDatabase(engine, name)
    rmSync(dataDir, { recursive: true, force: true })
  }
}
