// What forms offer from the site: authors, categories, tags.
import type { Choice } from '../../../api/connection.ts'
import { isWixError, type Member, type Saved } from '../../../wix/index.ts'
import { foldName, type TargetContext } from '../../target.ts'

export interface Choices {
  items: Choice[]
  /** False: there are more than these; searching narrows them down. */
  complete: boolean
}

const mostChoices = 100

export async function blogChoices(ctx: TargetContext, kind: string, search: string): Promise<Choices> {
  switch (kind) {
    case 'authors':
      return authors(ctx, search.trim())
    case 'categories':
      return labels(ctx.client.categories.queryAll({}, { signal: ctx.signal }), search)
    case 'tags':
      return labels(ctx.client.tags.queryAll({}, { signal: ctx.signal }), search)
    default:
      return { items: [], complete: true }
  }
}

async function labels(
  all: AsyncIterable<{ id: string; label?: string | null }>,
  search: string,
): Promise<Choices> {
  const items: Choice[] = []
  for await (const { id, label } of all) {
    if (!label || !foldName(label).includes(foldName(search))) continue
    if (items.length === mostChoices) return { items, complete: false }
    items.push({ id, label })
  }
  return { items, complete: true }
}

async function authors(ctx: TargetContext, search: string): Promise<Choices> {
  try {
    const page = await ctx.client.members.query(
      {
        paging: { limit: mostChoices, offset: 0 },
        fieldsets: ['FULL'],
        ...(search !== '' && { search: { expression: search, fields: ['profile.nickname', 'loginEmail'] } }),
      },
      { signal: ctx.signal },
    )
    // The owner of a site is its first member, and the likeliest author.
    const usable = page.items
      .filter((member) => member.status !== 'BLOCKED')
      .sort((a, b) => timeOf(a) - timeOf(b))
    return { items: usable.map(toAuthor), complete: page.items.length < mostChoices }
  } catch (error) {
    if (!isWixError(error) || error.kind !== 'forbidden') throw error
    return authorsOfPosts(ctx, search)
  }
}

/** Guest authors of a blog cannot log in (`OFFLINE`); they are as good as any other. */
function toAuthor(member: Saved<Member>): Choice {
  const label = member.profile?.nickname || nameOf(member) || member.loginEmail || member.id
  const hint = member.status === 'OFFLINE' ? 'guest author' : (member.loginEmail ?? undefined)
  return { id: member.id, label, ...(hint && hint !== label ? { hint } : {}) }
}

function nameOf(member: Saved<Member>): string {
  return [member.contact?.firstName, member.contact?.lastName].filter(Boolean).join(' ')
}

/** Without the permission to read members: whoever wrote the latest posts. */
async function authorsOfPosts(ctx: TargetContext, search: string): Promise<Choices> {
  const page = await ctx.client.posts.query({ limit: mostChoices }, { signal: ctx.signal })
  const items = new Map<string, Choice>()
  for (const post of page.items) {
    if (!post.memberId || items.has(post.memberId)) continue
    items.set(post.memberId, {
      id: post.memberId,
      label: `Author of "${post.title ?? post.id}"`,
      hint: 'names need the permission Read Members',
    })
  }
  return {
    items: [...items.values()].filter(({ label }) => foldName(label).includes(foldName(search))),
    complete: false,
  }
}

function timeOf({ createdDate }: Saved<Member>): number {
  return createdDate ? new Date(createdDate).getTime() : 0
}
