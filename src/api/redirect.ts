// Redirects: old addresses of pages that lead to live ones, and what a project wants of them.
import { z } from 'zod'
import { problemSchema } from './problem.ts'

/** A path of the site, such as `/blog`. Wix takes up to 4,096 characters. */
export function isSitePath(text: string): boolean {
  return text.length <= 4096 && /^\/(?!\/)\S*$/.test(text)
}

export const sitePathSchema = z
  .string()
  .trim()
  .refine(isSitePath, 'Enter a path of the site that begins with a slash, such as /blog.')

/** Where the old address of a page that is taken off the site leads. */
export const removalRedirects = ['none', 'parent', 'page'] as const

export const redirectRuleSchema = z
  .object({
    /** A page that moves leaves a redirect from its old address to its new one. */
    moves: z.boolean(),
    /**
     * `parent`: to the nearest page above it that is live, else to `path`, else to the home page. `page`: to `path`.
     */
    removals: z.enum(removalRedirects),
    path: sitePathSchema.nullable().default(null),
  })
  .refine(({ removals, path }) => removals !== 'page' || path !== null, {
    path: ['path'],
    message: 'Name the page to which old addresses should lead, such as /blog.',
  })
export type RedirectRule = z.infer<typeof redirectRuleSchema>

/** Of a new project. */
export const usualRedirects: RedirectRule = { moves: true, removals: 'none', path: null }

/** Where the addresses of one take-down lead. */
export const redirectToSchema = z.discriminatedUnion('to', [
  z.object({ to: z.literal('none') }),
  z.object({ to: z.literal('parent') }),
  z.object({ to: z.literal('page'), path: sitePathSchema }),
])
export type RedirectTo = z.infer<typeof redirectToSchema>

/** `leave`: nothing is done, and `problem` says why. */
export const redirectKinds = ['create', 'retarget', 'remove', 'leave'] as const

/** What becomes of it, for people. */
export const redirectKindWords: Readonly<Record<(typeof redirectKinds)[number], string>> = {
  create: 'new',
  retarget: 'leads elsewhere',
  remove: 'deleted',
  leave: 'left',
}

const redirectSchema = z.object({
  /** The page for which it is. */
  rowKey: z.string(),
  kind: z.enum(redirectKinds),
  from: z.string(),
  /** Where it leads; null: nowhere any more. */
  to: z.string().nullable(),
  /** Where it led before; null: there was none. */
  before: z.string().nullable(),
  language: z.string().nullable(),
  /** Made in Wix by somebody else, or by Wix itself. */
  isForeign: z.boolean(),
  problem: problemSchema.nullable(),
})

export const plannedRedirectSchema = redirectSchema
export type PlannedRedirect = z.infer<typeof plannedRedirectSchema>

/** What a plan found of redirects, counted. */
export const planRedirectsSchema = z.object({
  create: z.number().int(),
  retarget: z.number().int(),
  remove: z.number().int(),
  left: z.number().int(),
  /** Of those that are changed or deleted: made by somebody else, shown by name. */
  foreign: z.number().int(),
  /** Of all: left undone by an earlier run. They are done whether or not a page goes. */
  owed: z.number().int(),
  /** Why none are made, such as a permission that is missing; null: they are. */
  note: z.string().nullable(),
})
export type PlanRedirects = z.infer<typeof planRedirectsSchema>

/** What a run did about one redirect. */
export const keptRedirectSchema = redirectSchema.extend({
  runId: z.string(),
  /** `open`: the run is not through with it. `left`: it was not done, and `problem` says why. */
  state: z.enum(['open', 'done', 'left']),
  /** Wix had made it itself, so that nothing was written. */
  isByWix: z.boolean(),
  at: z.string(),
})
export type KeptRedirect = z.infer<typeof keptRedirectSchema>

export const redirectListQuerySchema = z.object({
  runId: z.string().max(64).optional(),
  search: z.string().max(200).default(''),
})

/** Redirects in a receipt: all read back. */
export const receiptRedirectsSchema = z.object({
  /** Old addresses that lead to where they should in one hop. */
  leading: z.number().int(),
  /** Of these: Wix had made the redirect itself. */
  byWix: z.number().int(),
  retargeted: z.number().int(),
  removed: z.number().int(),
  left: z.number().int(),
})
export type ReceiptRedirects = z.infer<typeof receiptRedirectsSchema>

/** "Pages that move leave a redirect; the address of one that is removed leads to /blog." */
export function redirectRuleWords({ moves, removals, path }: RedirectRule): string {
  const moved = moves ? 'Pages that move leave a redirect' : 'Pages that move leave none'
  const removed = {
    none: 'the address of one that is removed leads nowhere',
    parent: `the address of one that is removed leads to the page above it${path === null ? '' : `, or to ${path}`}`,
    page: `the address of one that is removed leads to ${path}`,
  }[removals]
  return `${moved}; ${removed}.`
}

/**
 * "Redirects: 40 new, 3 lead elsewhere. 2 of them are not ours."
 * @param isUndo the plan undoes a run: those that go by themselves are of pages that the run did not send
 */
export function planRedirectWords(redirects: PlanRedirects, isUndo: boolean): string {
  const { create, retarget, remove, left, foreign, owed, note } = redirects
  if (note !== null) return note
  const some = (n: number, one: string, many = one) =>
    n === 0 ? [] : [`${n.toLocaleString('en')} ${n === 1 ? one : many}`]
  const parts = [
    ...some(create, 'new'),
    ...some(retarget, 'leads elsewhere', 'lead elsewhere'),
    ...some(remove, 'deleted'),
    ...some(left, 'left as it is', 'left as they are'),
  ]
  const whose =
    foreign === 0 ? '' : ` ${foreign.toLocaleString('en')} of them ${foreign === 1 ? 'is' : 'are'} not ours.`
  const number = owed.toLocaleString('en')
  const since =
    owed === 0
      ? ''
      : isUndo
        ? ` ${number} of them ${owed === 1 ? 'is of a page' : 'are of pages'} that the run did not send.`
        : ` An earlier run could not do ${number} of them.`
  return `Redirects: ${parts.join(', ')}.${whose}${since}`
}

/** How many redirects go with the next run of the plan, whether or not a page does. */
export function owedRedirects({
  redirects,
  runId,
}: {
  redirects: PlanRedirects | null
  runId: string | null
}): number {
  return runId === null ? (redirects?.owed ?? 0) : 0
}

/** "40 old addresses lead on in one hop, 12 of them by Wix's own redirects; 1 redirect was not made." */
export function receiptRedirectWords({ leading, byWix, removed, left }: ReceiptRedirects): string {
  const many = (n: number, one: string, more: string) => `${n.toLocaleString('en')} ${n === 1 ? one : more}`
  const own = byWix === 0 ? '' : `, ${byWix.toLocaleString('en')} of them by Wix's own redirects`
  const isNothing = leading + removed + left === 0
  return [
    ...(leading > 0 || isNothing
      ? [`${many(leading, 'old address leads', 'old addresses lead')} on in one hop${own}`]
      : []),
    ...(removed > 0 ? [`${many(removed, 'redirect', 'redirects')} deleted`] : []),
    ...(left > 0 ? [`${many(left, 'redirect was', 'redirects were')} left undone`] : []),
  ].join('; ')
}
