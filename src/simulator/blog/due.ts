// Time publishes scheduled posts, and empties the trash where that has an end. Nothing runs in between: whoever looks next finds them as they went at their date.

import { WixError } from '../errors.ts'
import { noEffects } from '../faults/plan.ts'
import type { Call } from '../route.ts'
import { global } from '../store.ts'
import type { PostRecord } from '../types.ts'
import type { World } from '../world.ts'
import { publish } from './lifecycle.ts'

/** In the order of their dates, so that of two posts that want one slug the earlier gets it. */
export function publishDue(world: World): void {
  emptyTrash(world)
  if (world.scheduled.size === 0) return
  const nowMs = world.now()
  const due = [...world.scheduled.values()]
    .map((post) => ({ post, plannedMs: Date.parse(post.scheduledPublishDate ?? '') }))
    .filter(({ plannedMs }) => plannedMs <= nowMs)
    .sort((a, b) => a.plannedMs - b.plannedMs || (a.post.id < b.post.id ? -1 : 1))
  for (const { post, plannedMs } of due) publishAt(world, post, plannedMs, nowMs)
}

/** How long Wix keeps what is in the trash is not documented. */
function emptyTrash({ store, trashed, now }: World): void {
  if (trashed.size === 0) return
  for (const site of store.all('site', global)) {
    const { trashKeepsMs } = site.switches
    if (trashKeepsMs === 0) continue
    const oldest = now() - trashKeepsMs
    for (const { id, siteId, editedDate } of [...trashed.values()])
      if (siteId === site.id && Date.parse(editedDate) <= oldest) store.remove('post', siteId, id)
  }
}

function publishAt(world: World, post: PostRecord, plannedMs: number, nowMs: number): void {
  const site = world.store.get('site', global, post.siteId)
  if (!site) return
  const { scheduledPublishDelayMs: delayMs, schedulingServiceEdits } = site.switches
  if (delayMs === 'never' || plannedMs + delayMs > nowMs) return
  const planned = new Date(plannedMs).toISOString()
  const call = { ...world, site, effects: noEffects(), n: post.lastWrittenBy } as unknown as Call
  try {
    const live = publish(call, world.blog, post, new Date(plannedMs + delayMs).toISOString())
    world.store.put('post', site.id, post.id, {
      ...live,
      firstPublishedDate: post.firstPublishedDate ?? planned,
      ...(!schedulingServiceEdits && { editedDate: post.editedDate }),
    })
  } catch (error) {
    // A slug that this site rejects: the post stays scheduled, and its date has passed.
    if (!(error instanceof WixError)) throw error
  }
}
