// What becomes of old addresses, as flags of a project.
import { type Command, Option } from 'commander'
import { type RedirectRule, redirectRuleSchema, usualRedirects } from '../api/redirect.ts'
import { usageError } from './errors.ts'

export interface RedirectFlags {
  redirectMoves?: 'yes' | 'no'
  redirectRemovals?: string
}

export function withRedirectFlags(command: Command): Command {
  return command
    .addOption(
      new Option('--redirect-moves <choice>', 'whether a page that moves leaves a redirect').choices([
        'yes',
        'no',
      ]),
    )
    .option(
      '--redirect-removals <where>',
      'where the address of a page that is removed leads: none, parent, or a path such as /blog',
    )
}

/** Undefined where no flag was given. */
export function readRedirectFlags(
  { redirectMoves, redirectRemovals }: RedirectFlags,
  before: RedirectRule = usualRedirects,
): RedirectRule | undefined {
  if (redirectMoves === undefined && redirectRemovals === undefined) return undefined
  const isPath = redirectRemovals?.startsWith('/')
  const rule = redirectRuleSchema.safeParse({
    ...before,
    ...(redirectMoves && { moves: redirectMoves === 'yes' }),
    ...(redirectRemovals && {
      removals: isPath ? 'page' : redirectRemovals,
      path: isPath ? redirectRemovals : before.path,
    }),
  })
  if (!rule.success)
    throw usageError(`--redirect-removals is none, parent or a path of the site, not "${redirectRemovals}".`)
  return rule.data
}
