import { type Command, Option } from 'commander'
import {
  type Reaction,
  type RefreshConsentInput,
  type RefreshRule,
  reactionSchema,
  refreshConsentInputSchema,
} from '../../api/refresh-rule.ts'
import { routes } from '../../api/routes.ts'
import type { Cli } from '../cli.ts'
import { usageError } from '../errors.ts'
import { findProject } from '../find.ts'
import { agreeToRenewal } from '../renewal.ts'
import { pairs } from '../table.ts'
import { count, time } from '../text.ts'

interface SetOptions {
  reaction?: Reaction
  max?: string
  creates?: boolean
  updates?: boolean
  renew?: true
  yes?: boolean
}

export function addRefreshRules(program: Command, cli: Cli): void {
  program
    .command('on-refresh')
    .description(
      'what a project does when its data are refreshed: show it, plan it, or publish within a consent',
    )
    .argument('<project>', 'name or id')
    .addOption(new Option('--reaction <what>', 'from now on').choices(reactionSchema.options))
    .option('--max <n>', 'of publish: a refresh with more pages waits')
    .option('--no-creates', 'of publish: new rows wait')
    .option('--no-updates', 'of publish: changed rows wait')
    .option('--renew', 'agree to the template, settings and connection as they are now, and go on')
    .option('-y, --yes', 'of --renew: skip the confirmation')
    .action(async (wanted: string, options: SetOptions) => {
      const { id } = await findProject(cli, wanted)
      const rule = await change(id, options)
      if (rule) cli.out.result(rule, () => describe(rule))
    })

  /** Null: what was shown was not agreed to. */
  async function change(
    id: string,
    { reaction, renew, yes, ...consent }: SetOptions,
  ): Promise<RefreshRule | null> {
    const params = { id }
    if (renew) {
      const renewal = await cli.client().call(routes.refreshRules.renewal, { params })
      if (!(await agreeToRenewal(cli, renewal, yes))) return null
      return cli.client().call(routes.refreshRules.renew, { params, body: { basis: renewal.basis } })
    }
    if (reaction === undefined) return cli.client().call(routes.refreshRules.get, { params })
    const body = { reaction, ...(reaction === 'publish' && { consent: readConsent(consent) }) }
    return cli.client().call(routes.refreshRules.set, { params, body })
  }
}

function readConsent({
  max,
  creates,
  updates,
}: Pick<SetOptions, 'max' | 'creates' | 'updates'>): RefreshConsentInput {
  const parsed = refreshConsentInputSchema.safeParse({
    creates: creates !== false,
    updates: updates !== false,
    ...(max !== undefined && { maxPages: Number(max) }),
  })
  if (parsed.success) return parsed.data
  throw usageError('--max takes a number from 1 to 100000.')
}

function describe({ reaction, consent, state, reason, rows, planId }: RefreshRule): string {
  return pairs([
    ['On a refresh', reaction],
    ['Agreed to', consent && inWords(consent)],
    ['By', consent && `${consent.by}, ${time(consent.at)}`],
    ['State', state],
    ['Why', reason],
    ['Rows waiting', rows > 0 ? count(rows) : null],
    ['Plan', planId],
  ])
}

function inWords({ creates, updates, maxPages }: RefreshConsentInput): string {
  const what = [creates && 'new pages', updates && 'updates'].filter((part) => part !== false)
  return `${what.join(' and ') || 'nothing'}, at most ${count(maxPages)} a refresh`
}
