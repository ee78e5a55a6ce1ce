// Members (https://dev.wix.com/docs/api-reference/crm/members-contacts/members/members/introduction).

import { applicationError, notFound } from '../errors.ts'
import { memberFields } from '../query/fields.ts'
import { compareValues } from '../query/filter.ts'
import { queryShape, runQuery } from '../query/page.ts'
import type { Call, Route } from '../route.ts'
import { anything, list, number, object, oneOf, required, requiredObject, text } from '../shape.ts'
import type { Member, Obj } from '../types.ts'
import { versionOf } from './draft-posts.ts'

const members = '/members/v1/members'
const read = { permissions: ['Read Members'] }
const wanted = list(oneOf('PUBLIC', 'EXTENDED', 'FULL'), 3)
const sorting = list(object({ fieldName: text(), order: oneOf('ASC', 'DESC') }), 3)

export const memberRoutes: Route[] = [
  {
    method: 'GET',
    path: members,
    ...read,
    query: object({ fieldsets: wanted, paging: object({ limit: number, offset: number }), sorting }),
    handle: (call) =>
      find(call, call.query, { paging: call.query['paging'], sorting: call.query['sorting'] }),
  },
  {
    method: 'POST',
    path: `${members}/query`,
    ...read,
    body: object({
      query: queryShape('sorting'),
      fieldsets: wanted,
      search: object({ expression: text(), fields: list(text()) }),
    }),
    handle: (call) => find(call, call.body, (call.body['query'] ?? {}) as Obj),
  },
  {
    method: 'GET',
    path: `${members}/{id}`,
    ...read,
    query: object({ id: text(), fieldsets: wanted }),
    handle(call) {
      const id = call.params['id']!
      const member = call.store.get('member', call.site.id, id)
      if (!member) throw notFound('Member', id)
      return { member: view(member, call.query) }
    },
  },
  {
    method: 'POST',
    path: members,
    permissions: ['Manage Members'],
    body: object({
      member: requiredObject({
        loginEmail: required(),
        contact: anything,
        profile: anything,
        privacyStatus: anything,
      }),
    }),
    handle(call) {
      const input = call.body['member'] as Obj
      const loginEmail = String(input['loginEmail'])
      if (call.store.all('member', call.site.id).some((member) => member.loginEmail === loginEmail))
        throw applicationError(409, 'ALREADY_EXISTS', '', 'Already exists')
      if (isTooSoon(call)) throw applicationError(429, 'RESOURCE_EXHAUSTED', 'Create one member a second')
      const contact = (input['contact'] ?? {}) as Obj
      const profile = (input['profile'] ?? {}) as Obj
      const nickname = String(profile['nickname'] ?? contact['firstName'] ?? loginEmail.split('@')[0])
      const member = newMember(call.site.id, call.newId(), nickname, call.writeTime(), { loginEmail })
      call.store.put('member', call.site.id, member.id, member)
      return { member: view(member, { fieldsets: ['FULL'] }) }
    },
  },
]

/** Wix's package asks for at least a second between two; what happens sooner is not said. */
function isTooSoon(call: Call): boolean {
  const { memberEveryMs } = call.switches
  const newest = call.store.all('member', call.site.id).map((member) => Date.parse(member.createdDate))
  return memberEveryMs > 0 && Math.max(0, ...newest) > call.now() - memberEveryMs
}

/** A member as Wix makes one: approved, private. */
export function newMember(
  siteId: string,
  id: string,
  nickname: string,
  at: string,
  extra: Partial<Member> = {},
): Member {
  const slug = nickname.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-')
  return {
    id,
    siteId,
    contactId: id,
    loginEmail: `${slug}@example.com`,
    nickname,
    slug,
    firstName: nickname.split(' ')[0] ?? nickname,
    lastName: nickname.split(' ').slice(1).join(' '),
    status: 'APPROVED',
    privacyStatus: 'PRIVATE',
    createdDate: at,
    updatedDate: at,
    ...extra,
  }
}

function find(call: Call, source: Obj, query: Obj): Obj {
  const search = (source['search'] as Obj | undefined)?.['expression']
  const page = runQuery(
    // Members page by offset unless a cursor is asked for.
    query['cursorPaging'] ? query : { ...query, paging: query['paging'] ?? {} },
    {
      entity: 'member',
      rules: memberFields,
      defaultSort: [{ fieldName: 'createdDate', order: 'DESC' }],
      version: `${versionOf(call)} ${JSON.stringify(search)}`,
      owner: call.store,
      items: () =>
        call.store
          .all('member', call.site.id)
          .filter((member) => typeof search !== 'string' || matches(member, search))
          .sort((a, b) => compareValues(a.id, b.id))
          .map((member) => ({ ...view(member, { fieldsets: ['FULL'] }), record: member })),
    },
    'sorting',
  )
  return {
    members: page.items.map((item) => view(item['record'] as Member, source)),
    metadata: page.metadata,
  }
}

function matches(member: Member, search: string): boolean {
  const words = search.toLowerCase()
  return `${member.nickname} ${member.loginEmail}`.toLowerCase().includes(words)
}

function view(member: Member, source: Obj): Obj {
  const fieldsets = (source['fieldsets'] ?? []) as string[]
  const isFull = fieldsets.includes('FULL')
  const isExtended = isFull || fieldsets.includes('EXTENDED')
  return {
    id: member.id,
    contactId: member.contactId,
    ...(isExtended && { loginEmail: member.loginEmail, loginEmailVerified: member.status === 'APPROVED' }),
    status: isExtended ? member.status : 'UNKNOWN',
    privacyStatus: isExtended ? member.privacyStatus : 'UNKNOWN',
    activityStatus: isExtended ? 'ACTIVE' : 'UNKNOWN',
    createdDate: member.createdDate,
    updatedDate: member.updatedDate,
    profile: { nickname: member.nickname, slug: member.slug },
    ...(isFull && { contact: { firstName: member.firstName, lastName: member.lastName } }),
  }
}
