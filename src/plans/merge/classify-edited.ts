// What a plan does with a page that holds edits of people: the fields that one side alone changed are merged, and what
// both changed waits for a decision. Works on what was read; no database, no network.
import type { IndexedPage } from '../../pages/page-index.ts'
import type { LedgerPage } from '../../pages/read-ledger.ts'
import type { RemoteState } from '../../targets/target.ts'
import { statusField, visibilityText } from '../../targets/visibility.ts'
import { type Decision, hasErrors, slugField } from '../classify.ts'
import { isUnfinished, madeHashOf, slugOf, type Texts } from '../known-page.ts'
import { wantedFor } from '../page-visibility.ts'
import type { PlanBuild } from '../plan-build.ts'
import { type StoredText, storedText } from './learn-edits.ts'
import { versionOf } from './learned.ts'
import { isOpen, type MergedPage, mergePage, type Version } from './merge-page.ts'
import type { MergeSources } from './sources.ts'

export interface EditedDecision extends Decision {
  payload: StoredText
  kept: Record<string, string>
  sources: MergeSources
}

/** Of a page that is there. */
export function classifyEdited(
  build: PlanBuild,
  page: IndexedPage,
  known: LedgerPage,
  texts: Texts,
  state: RemoteState | undefined,
): EditedDecision {
  const former = build.moved.before(page, known) ?? build.assets
  const wanted = wantedFor(build, known)
  const base = visibilityText(known.visibility)
  const found = state?.fields?.[statusField]
  // What was decided before is no news.
  const isNews = found !== texts.remoteFields.get(known.rowKey)?.[statusField]
  const theirs = (isNews && found) || base
  const sources: MergeSources = {
    base: madeHashOf(known),
    theirs: known.payloadHash,
    kept: known.kept ?? {},
    ...(build.project.edits === 'ask' && { isByField: true as const }),
    ...(base !== null && theirs !== null && { state: { base, theirs, wanted, known: known.visibility } }),
  }
  const merged = mergeFrom(build, {
    base: versionOf(build, texts, sources.base, former),
    ours: versionOf(build, texts, page.payloadHash),
    theirs: versionOf(build, texts, sources.theirs, former),
    sources,
    detached: known.detached,
  })
  const { action, changes } = actionOf(build, page, known, merged)
  return {
    action,
    changes: action === 'conflict' ? withTheirs(merged) : changes,
    problems: page.problems,
    payload: storedText(merged.payload),
    kept: merged.kept,
    sources,
  }
}

export interface MergeParts {
  base: Version
  ours: Version
  theirs: Version
  sources: MergeSources
  detached: LedgerPage['detached']
}

/** Merges with what the page is on the site as one field more. */
export function mergeFrom(
  build: Pick<PlanBuild, 'target' | 'assets'>,
  { base, ours, theirs, sources, detached }: MergeParts,
): MergedPage {
  const { state, kept, choices = {} } = sources
  const withState = (version: Version, text: string | null | undefined): Version =>
    text ? { ...version, fields: { ...version.fields, [statusField]: text } } : version
  return mergePage({
    target: build.target,
    assets: build.assets,
    base: withState(base, state?.base),
    ours: withState(ours, state && visibilityText(state.wanted)),
    theirs: { ...withState({ ...theirs, fields: { ...theirs.fields, ...kept } }, state?.theirs), kept },
    byBlocks: sources.isByField === undefined,
    detached: detached ?? {},
    // A page that somebody took off the site, or made live, must not become the opposite by an update of its text.
    asked: state ? [statusField] : [],
    choices,
  })
}

function actionOf(
  build: PlanBuild,
  page: IndexedPage,
  known: LedgerPage,
  merged: MergedPage,
): Pick<Decision, 'action' | 'changes'> {
  const { collisions, changes, kept } = merged
  if (collisions.some(isOpen)) return { action: 'conflict', changes }
  const sent = changes.length === 0 && isUnfinished(build, page, known) ? allFields(merged) : changes
  if (sent.length === 0) return { action: 'unchanged', changes: [] }
  if (hasErrors(page.problems)) return { action: 'held', changes: sent }
  const isMove =
    slugOf(page.slug, kept) !== slugOf(known.slug, known.kept) &&
    sent.some(({ field }) => field === slugField)
  return { action: isMove ? 'move' : 'update', changes: sent }
}

/** An update without a field would send all of them, and with them what people changed. */
function allFields({ fields, kept }: MergedPage): Decision['changes'] {
  return Object.entries(fields)
    .filter(([field]) => kept[field] === undefined)
    .map(([field, text]) => ({ field, before: text, after: text, theirs: null }))
}

/** As conflicts are shown: with what stands on the site where both sides differ. */
function withTheirs({ changes, collisions }: MergedPage): Decision['changes'] {
  const torn = collisions
    .filter(({ kind }) => kind === 'field')
    .map(({ field, base, ours, theirs }) => ({
      field,
      before: base.text,
      after: ours.text,
      theirs: theirs.text,
    }))
  const others = changes.filter((change) => !torn.some(({ field }) => field === change.field))
  return [...others, ...torn].sort((a, b) => a.field.localeCompare(b.field, 'en'))
}
