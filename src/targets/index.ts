// The list of destinations. A new one is a folder and a line here.
import type { Destination } from '../api/destination.ts'
import { AppError } from '../errors.ts'
import type { Target } from './target.ts'
import { wixBlog } from './wix/blog/blog.ts'
import { wixCms } from './wix/cms/cms.ts'
import { wixStore } from './wix/store/store.ts'

/** A target whose options and payload are its own business; a project's stored values fit the target's own schemas. */
export type AnyTarget = Target<unknown, unknown>

export const targets: readonly AnyTarget[] = [
  wixBlog as AnyTarget,
  wixCms as AnyTarget,
  wixStore as AnyTarget,
]

/** Throws `bad_request` for a destination this version does not have. */
export function targetById(id: string): AnyTarget {
  const target = targets.find((one) => one.id === id)
  if (target) return target
  const known = targets.map((one) => one.id).join(', ')
  throw new AppError('bad_request', `There is no destination "${id}". This version has: ${known}.`)
}

/** What the doors show of a destination. */
export function presentDestination(target: AnyTarget): Destination {
  return {
    id: target.id,
    name: target.name,
    description: target.description,
    icon: target.icon,
    app: { id: target.app.id, name: target.app.name },
    permissions: target.permissions.map(({ permission: { name, purpose }, isRequired }) => ({
      name,
      purpose,
      required: isRequired,
    })),
    options: target.optionSpecs,
    fields: target.fields({}),
    fieldsDependOnSite: target.facts !== undefined,
    fieldsDependOn: target.factsOf ?? null,
    removal: target.removal,
    canDate: target.canDate ?? false,
    keeps: target.keeps ?? null,
  }
}
