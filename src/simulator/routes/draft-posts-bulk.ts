// Bulk calls of the Draft Posts API. A malformed entry fails the whole call; an entry that cannot be carried out
// fails alone, inside a 200.

import { checkMembersExist, checkOwners } from '../blog/content.ts'
import { draftToChange } from '../blog/find.ts'
import type { Blog } from '../blog/lifecycle.ts'
import { actions, draftFieldsets, draftPatch, fieldsets, maskFields, newDraft } from '../blog/shapes.ts'
import { draftView } from '../blog/view.ts'
import { inBulk as applyInBulk } from '../bulk.ts'
import { parseFailure, validationError } from '../errors.ts'
import { checkDocument } from '../ricos/document.ts'
import type { Call, Route } from '../route.ts'
import { bool, date, list, object, oneOf, requiredObject, text } from '../shape.ts'
import type { Obj, PostRecord } from '../types.ts'
import { chosen, createPost, deletePost, updatePost } from './draft-posts.ts'

const writeDrafts = { permissions: ['Manage Blog'], app: 'blog' as const }
const wanted = fieldsets(draftFieldsets, 10)

export function draftPostBulkRoutes(blog: Blog): Route[] {
  return [
    {
      method: 'POST',
      path: '/blog/v3/bulk/draft-posts/create',
      ...writeDrafts,
      body: object({
        draftPosts: list(newDraft, 20, 1),
        publish: bool,
        returnFullEntity: bool,
        fieldsets: wanted,
      }),
      handle(call) {
        const inputs = call.body['draftPosts'] as Obj[]
        checkOwners(call, inputs)
        checkDocuments(call, inputs)
        return inBulk(call, inputs, (input) => {
          const post = createPost(call, blog, input, call.body['publish'] === true)
          return { id: post.id, post }
        })
      },
    },
    {
      method: 'PATCH',
      path: '/blog/v3/draft-posts/update',
      ...writeDrafts,
      body: object({
        draftPosts: list(requiredObject({ draftPost: draftPatch, fieldMask: text() }), 20, 1),
        action: oneOf(...actions),
        scheduledPublishDate: date,
        returnFullEntity: bool,
        fieldsets: wanted,
      }),
      handle(call) {
        const inputs = call.body['draftPosts'] as { draftPost: Obj; fieldMask?: string }[]
        const masks = inputs.map(({ fieldMask }, i) => fieldsOf(call, fieldMask, i))
        requireIds(inputs)
        checkMembersExist(
          call,
          inputs.map(({ draftPost }, i) => (masks[i]!.includes('memberId') ? draftPost : {})),
        )
        checkDocuments(
          call,
          inputs.map(({ draftPost }) => draftPost),
        )
        return inBulk(
          call,
          inputs,
          ({ draftPost }, i) => {
            const id = String(draftPost['id'])
            const post = updatePost(call, blog, draftToChange(call, id), draftPost, masks[i]!)
            return { id, post }
          },
          ({ draftPost }) => String(draftPost['id']),
        )
      },
    },
    {
      method: 'DELETE',
      path: '/blog/v3/bulk/draft-posts',
      ...writeDrafts,
      query: object({ postIds: list(text(38), 100, 1), permanent: bool }),
      handle(call) {
        const ids = call.query['postIds'] as string[]
        return inBulk(
          call,
          ids,
          (id) => {
            deletePost(call, id, call.query['permanent'] === true)
            return { id }
          },
          (id) => id,
        )
      },
    },
  ]
}

// A comma-separated protobuf mask; `seoData.tags` counts as its first part.
function fieldsOf(call: Call, fieldMask: string | undefined, index: number): string[] {
  if (!fieldMask) {
    const isEnough = call.site.switches.emptyFieldMask === 'accept' && call.body['action'] !== undefined
    if (isEnough) return []
    const field = `draftPosts[${index}].fieldMask`
    throw validationError([{ field, description: 'must not be empty', violatedRule: 'REQUIRED_FIELD' }])
  }
  const fields = fieldMask.split(',').map((part) => part.trim().split('.')[0]!)
  const unknown = fields.find((field) => !maskFields.includes(field))
  if (unknown !== undefined) throw parseFailure(`draftPosts[${index}].fieldMask: unknown field ${unknown}`)
  return fields
}

function requireIds(inputs: { draftPost: Obj }[]): void {
  const violations = inputs.flatMap(({ draftPost }, i) =>
    draftPost['id']
      ? []
      : [
          {
            field: `draftPosts[${i}].draftPost.id`,
            description: 'must not be empty',
            violatedRule: 'REQUIRED_FIELD',
          },
        ],
  )
  if (violations.length > 0) throw validationError(violations)
}

// A document that cannot be read makes the request unreadable, and with it the whole call.
function checkDocuments(call: Call, inputs: Obj[]): void {
  for (const input of inputs)
    checkDocument(input['richContent'], 'richContent', call.site.switches.strictRicos)
}

function inBulk<T>(
  call: Call,
  inputs: T[],
  apply: (input: T, index: number) => { id: string; post?: PostRecord },
  idOf: (input: T) => string | undefined = () => undefined,
): Obj {
  const isFull = call.body['returnFullEntity'] === true
  return applyInBulk(
    call,
    inputs,
    (input, index) => {
      const { id, post } = apply(input, index)
      return { id, ...(isFull && post && { extra: { item: draftView(call.site, post, chosen(call.body)) } }) }
    },
    { idOf },
  )
}
