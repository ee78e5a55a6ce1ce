import type { Notice } from '../../api/notice.ts'
import { routes } from '../../api/routes.ts'
import type { Database } from '../../db/types.ts'
import {
  countNotices,
  countUnread,
  findNotices,
  getNotice,
  listNotices,
  markNotices,
  readInboxOff,
  saveInboxOff,
} from '../../notices/inbox.ts'
import { raiseNotice } from '../../notices/raise.ts'
import { newestFirst, pageById } from '../paging.ts'
import { type Actor, type Route, route } from '../route.ts'
import { auditOf } from '../with-audit.ts'

export function noticeRoutes({ database }: { database: Database }): Route[] {
  const audit = auditOf(database)
  return [
    route(routes.notices.list, async ({ actor, query: { cursor, limit, sort, ...filter } }) => {
      const page = newestFirst({ limit, cursor })
      const items = await listNotices(database, actor.workspaceId, { ...filter, ...page, sort })
      // The rest of a list is asked for by who knows how many there are.
      const total = cursor === undefined ? await countNotices(database, actor.workspaceId, filter) : null
      return { ...pageById(items, limit), total }
    }),
    route(routes.notices.get, ({ actor, params }) => getNotice(database, actor.workspaceId, params.id)),

    route(routes.notices.read, async ({ actor, body: { ids, filter = {}, isRead } }) => {
      await markNotices(database, actor.workspaceId, ids ? { ids } : { filter }, isRead)
      return { unread: await countUnread(database, actor.workspaceId) }
    }),

    route(routes.notices.test, ({ actor }) => raiseTest(database, actor)),

    route(routes.notices.settings, async ({ actor }) => ({
      off: await readInboxOff(database, actor.workspaceId),
    })),

    route(routes.notices.update, async ({ actor, body: { off }, request }) => {
      await saveInboxOff(database, actor.workspaceId, off)
      await audit({ actor, request }, 'notice.settings_changed', '', { off })
      return { off }
    }),
  ]
}

async function raiseTest(database: Database, { workspaceId }: Actor): Promise<Notice> {
  const subject = { kind: 'workspace' as const, id: workspaceId, name: '' }
  const id = await raiseNotice(database, { workspaceId, kind: 'test', subject })
  const [notice] = await findNotices(database, id === null ? [] : [id])
  if (!notice) throw new Error('A notice that was raised just now is not there')
  return notice
}
