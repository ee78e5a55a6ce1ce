// What a post still needs to stand as its snapshot has it, and how Wix is told. Pure.
import type { DraftPost, DraftPostAction, Saved } from '../../../../wix/index.ts'
import { isLive, statusField, type WantedVisibility } from '../../../visibility.ts'
import type { RestoreItem } from '../../../way-back.ts'
import { remoteFields, remoteStatus } from '../canonical.ts'
import { wireKeys } from '../write.ts'
import {
  type BlogSnapshot,
  type Content,
  liveContent,
  newestContent,
  readSnapshot,
  wasLive,
} from './snapshot.ts'

export type Draft = Saved<DraftPost>

/** What one post still needs. */
export interface Step {
  rowKey: string
  id: string
  content: Partial<Content>
  action: DraftPostAction
}

/** In their order; none: it is as it should be, but for what the last steps do. */
export function stepsOf(item: RestoreItem, draft: Draft, now: number): Step[] {
  const snapshot = readSnapshot(item.snapshot)
  const { rowKey, remoteId: id } = item
  // Out of the trash, and nothing else.
  if (!snapshot && item.from === 'trashed') return []
  const wanted = item.visibility ?? { state: !snapshot || wasLive(snapshot) ? 'live' : 'draft' }
  const fields = snapshot ? fieldsOf(item) : []
  const action = actionOf(wanted, draft, fields.length > 0, now)
  if (!action) return []
  if (!snapshot) return [{ rowKey, id, content: {}, action }]
  const live = action === 'UPDATE_PUBLISH' ? liveContent(snapshot) : null
  const newest = partOf(newestContent(snapshot), fields)
  if (!live) return [{ rowKey, id, content: newest, action }]
  const unpublished = unpublishedFields(snapshot)
  const [visible, saved] = [live, newestContent(snapshot)].map((content) =>
    partOf(content, [...new Set([...fields, ...unpublished])]),
  )
  return [
    { rowKey, id, content: visible!, action },
    { rowKey, id, content: saved!, action: 'UPDATE' },
  ]
}

function fieldsOf({ from, changedFields }: RestoreItem): string[] {
  const all = from === 'there' && changedFields !== null ? changedFields : Object.keys(wireKeys)
  return all.filter((field) => field !== statusField)
}

/** Those in which the saved version was another one than the live one. */
export function unpublishedFields({ draft, post }: BlogSnapshot): string[] {
  const live = remoteFields({ ...draft, hasUnpublishedChanges: false }, post)
  const saved = remoteFields(draft, post)
  return Object.keys(wireKeys).filter((field) => live[field] !== saved[field])
}

export function partOf(content: Content, fields: readonly string[]): Partial<Content> {
  const keys = fields.flatMap((field) => wireKeys[field] ?? []).filter((key) => key in content)
  return Object.fromEntries(keys.map((key) => [key, content[key]]))
}

/** Null: nothing is to be written; a date comes with the last steps. */
function actionOf(
  wanted: NonNullable<WantedVisibility>,
  draft: Draft,
  hasContent: boolean,
  now: number,
): DraftPostAction | null {
  const status = remoteStatus(draft)
  const save = hasContent ? 'UPDATE' : null
  if (isLive(wanted) || (wanted.state === 'dated' && Date.parse(wanted.at) <= now)) {
    const isDone = status === 'live' && !hasContent
    return isDone ? null : 'UPDATE_PUBLISH'
  }
  if (status === 'live') return 'UPDATE_REVERT_TO_DRAFT'
  return status === 'scheduled' && wanted.state !== 'dated' ? 'UPDATE_CANCEL_SCHEDULE' : save
}

/** SEO tags are replaced as a whole; keywords and redirect settings beside them are the owner's and are kept. */
export function toChange(id: string, content: Partial<Content>, draft: Draft | undefined) {
  // An author who has left keeps what is theirs, but can be given nothing.
  const isTheirs = (key: string) => key === 'memberId' && content.memberId === draft?.memberId
  const fieldMask = Object.keys(content).filter((key) => !isTheirs(key))
  // A mask must name something; the title as it stands there changes nothing.
  if (fieldMask.length === 0) return { draftPost: { id, title: draft?.title ?? '' }, fieldMask: ['title'] }
  const settings = draft?.seoData?.settings
  const seoData = content.seoData && settings ? { ...content.seoData, settings } : content.seoData
  const { memberId, ...rest } = content
  const author = fieldMask.includes('memberId') ? { memberId } : {}
  return { draftPost: { ...rest, ...author, ...(seoData && { seoData }), id }, fieldMask }
}
