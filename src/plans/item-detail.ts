// One item of a plan, field by field, as people see it.
import type { FieldChange, PlanItemDetail } from '../api/plan.ts'
import { shorten } from '../api/shorten.ts'
import { type AssetRow, listAssets, readyAssets } from '../connections/asset-ledger.ts'
import type { Queries } from '../db/types.ts'
import { AppError } from '../errors.ts'
import { readPayloads } from '../pages/payload-store.ts'
import type { AnyTarget } from '../targets/index.ts'
import { isSnapshot } from '../targets/snapshot.ts'
import { type AssetIds, assetKey } from '../targets/target.ts'
import { statusField, type WantedVisibility, withVisibility } from '../targets/visibility.ts'
import { changesBetween } from './classify.ts'
import { type ItemRow, isLeftToLedger, shownColumns, withPlaces } from './item-lists.ts'
import { showMerge } from './merge/shown.ts'
import { findPlanRow } from './plans.ts'
import { targetOf } from './target-of.ts'
import { undoneChanges } from './undo/changes.ts'

/** One page of a plan field by field, with the body exactly as it would go over the wire. */
export async function getPlanItem(
  queries: Queries,
  workspaceId: string,
  planId: string,
  rowKey: string,
): Promise<PlanItemDetail> {
  const plan = await findPlanRow(queries, workspaceId, planId)
  const { rows } = await queries.query<ItemRow>(
    `select ${shownColumns} from plan_items where plan_number = $1 and row_key = $2`,
    [plan.number, rowKey],
  )
  const row = rows[0]
  if (!row) throw new AppError('not_found', `The plan has no page for the row "${rowKey}".`)
  const target = targetOf(plan)
  const known = await listAssets(queries, plan.connection_id, 0)
  const assets = readyAssets(known)
  const payloads = await readPayloads(queries, plan.project_id, [row.payloadHash, row.baseHash])
  const payload = payloads.get(row.payloadHash ?? '')
  // What was stored of a page is not what is sent to put it back.
  const isSent = !isLeftToLedger(row) && payload !== undefined && !isSnapshot(payload)
  const wanted = row.visibility ?? target.visibility(plan.options)
  const fields = (hash: string | null, visibility: WantedVisibility, ids: AssetIds = assets) => {
    const found = payloads.get(hash ?? '')
    return found === undefined ? {} : withVisibility(target.payloadFields(found, ids), visibility)
  }
  const isTold = row.changedFields.includes(statusField)
  const isMerged = row.merge !== null && row.merge.whole === undefined
  const own = fields(row.payloadHash, wanted)
  const was = fields(row.baseHash, isTold ? row.baseVisibility : wanted)
  // A name that stands for something else now says the same on both sides, unless the former is told as it was.
  const former = fields(row.baseHash, isTold ? row.baseVisibility : wanted, formerIds(known))
  const hidden = row.changedFields.filter((field) => was[field] === own[field])
  const base = { ...withFormer(was, former, hidden), ...(isMerged && row.merge?.kept) }
  const ours = { ...own, ...row.kept }
  const between = isMerged ? changesBetween(base, ours) : changesOf(row, base, ours)
  const changes = row.changes ?? (plan.scope.kind === 'undo' ? undoneChanges(row, was, own) : between)
  const names = wordsOfIds(known)
  const [item] = await withPlaces(queries, plan, [row])
  const say = (field: string, text: string) => sayText(target, field, text, names)
  const shown = changes.filter((change) => change.before !== change.after || change.theirs !== null)
  return {
    ...item!,
    changes: shown.map((change) => inWords(target, cut(change), names)),
    rendered: renderedOf(target, shown),
    payload: isSent ? JSON.stringify(target.toWire(payload, assets, wanted)) : null,
    ...(await showMerge(queries, plan, row, { say, html: target.fieldHtml })),
  }
}

/** What people call ids: by what is there now, and of what a name stood for before, as that is called there now. */
function wordsOfIds(known: readonly AssetRow[]): Map<string, string> {
  const former = known.flatMap(({ former_id, found_name, name }): [string, string][] =>
    former_id ? [[former_id, found_name ?? name]] : [],
  )
  const now = known.flatMap(({ remote_id, choice, name }): [string, string][] =>
    remote_id && choice === null ? [[remote_id, name]] : [],
  )
  return new Map([...former, ...now])
}

/** Names with what they stood for before something of them was changed in Wix. */
function formerIds(known: AssetRow[]): AssetIds {
  const ids = readyAssets(known)
  for (const row of known) if (row.was_id) ids.set(assetKey(row), row.was_id)
  return ids
}

/** @param hidden fields that change, though not by what names stand for now */
function withFormer(
  was: Record<string, string>,
  former: Record<string, string>,
  hidden: readonly string[],
): Record<string, string> {
  const base = { ...was }
  for (const field of hidden)
    if (former[field] === undefined) delete base[field]
    else base[field] = former[field]
  return base
}

function changesOf(row: ItemRow, base: Record<string, string>, ours: Record<string, string>): FieldChange[] {
  const theirs = row.theirs ?? {}
  switch (row.action) {
    case 'unchanged':
    case 'down':
    case 'gone':
    case 'remove':
      return []
    case 'held':
      // A page without a row is not shown as one that loses everything.
      return row.payloadHash === null ? [] : withTheirs(changesBetween(base, ours), base, ours, theirs)
    case 'adopt':
      // What is in Wix was never ours, so that is what changes.
      return row.changedFields.map((field) => ({
        field,
        before: theirs[field] ?? null,
        after: ours[field] ?? null,
        theirs: null,
      }))
    default:
      return withTheirs([...changesBetween(base, ours), ...movesBack(row, base, ours)], base, ours, theirs)
  }
}

/** A page that made way for another gets the address again that its payload always named. */
function movesBack(
  { action, changedFields }: ItemRow,
  base: Record<string, string>,
  ours: Record<string, string>,
): FieldChange[] {
  return changedFields
    .filter((field) => action === 'move' && base[field] === ours[field])
    .map((field) => ({ field, before: null, after: ours[field] ?? null, theirs: null }))
}

function withTheirs(
  own: FieldChange[],
  base: Record<string, string>,
  ours: Record<string, string>,
  theirs: Record<string, string>,
): FieldChange[] {
  const listed = new Set(own.map((change) => change.field))
  const edited = Object.keys(theirs)
    .filter((field) => !listed.has(field))
    .map((field) => ({ field, before: base[field] ?? null, after: ours[field] ?? null, theirs: null }))
  return [...own, ...edited]
    .map((change) => ({ ...change, theirs: theirs[change.field] ?? null }))
    .sort((a, b) => a.field.localeCompare(b.field, 'en'))
}

const longestShown = 20_000

/** A body of 400 KB is nothing to look at. */
function cut(change: FieldChange): FieldChange {
  const short = (text: string | null) => (text === null ? null : shorten(text, longestShown))
  return { ...change, before: short(change.before), after: short(change.after), theirs: short(change.theirs) }
}

/** A field of which one version is plain text and another is not is shown as text. */
function renderedOf(
  { fieldHtml }: Pick<AnyTarget, 'fieldHtml'>,
  changes: FieldChange[],
): PlanItemDetail['rendered'] {
  const html = (text: string | null) => (text === null || text === '' ? null : fieldHtml(text))
  return Object.fromEntries(
    changes.flatMap(({ field, before, after, theirs }) => {
      const texts = [before, after, theirs].filter((text) => text !== null && text !== '')
      const isRich = texts.length > 0 && texts.every((text) => fieldHtml(text!) !== null)
      return isRich ? [[field, { before: html(before), after: html(after), theirs: html(theirs) }]] : []
    }),
  )
}

/** Categories and tags are compared by their ids, other fields by texts of ours; people know names and sentences. */
function inWords(
  target: Pick<AnyTarget, 'fieldWords'>,
  change: FieldChange,
  names: ReadonlyMap<string, string>,
): FieldChange {
  const said = (text: string | null) => (text === null ? null : sayText(target, change.field, text, names))
  return { ...change, before: said(change.before), after: said(change.after), theirs: said(change.theirs) }
}

function sayText(
  { fieldWords }: Pick<AnyTarget, 'fieldWords'>,
  field: string,
  text: string,
  names: ReadonlyMap<string, string>,
): string {
  const named = () =>
    text
      .split('\n')
      .map((line) => names.get(line) ?? line)
      .join('\n')
  return fieldWords?.(field, text) ?? named()
}
