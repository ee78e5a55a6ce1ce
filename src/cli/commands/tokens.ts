import { type Command, InvalidArgumentError, Option } from 'commander'
import { routes } from '../../api/routes.ts'
import { type TokenScope, tokenScopeSchema } from '../../api/token.ts'
import type { Cli } from '../cli.ts'
import { findNamed } from '../find.ts'
import { pairs, table } from '../table.ts'
import { time } from '../text.ts'

export function addTokens(program: Command, cli: Cli): void {
  const tokens = program.command('tokens').description('API tokens, for scripts and other machines')

  tokens
    .command('list')
    .description('all tokens; their secrets are stored nowhere')
    .action(async () => {
      const list = await cli.client().call(routes.tokens.list)
      cli.out.result(list, () =>
        table(
          ['Name', 'Id', 'Prefix', 'May', 'Created', 'Last used', 'Expires'],
          list.items.map((token) => [
            token.name,
            token.id,
            token.prefix,
            scopeWord(token.scope),
            time(token.createdAt),
            time(token.lastUsedAt),
            token.expiresAt ? time(token.expiresAt) : 'no end',
          ]),
          cli.out.width,
        ),
      )
    })

  tokens
    .command('create')
    .description('create a token; its secret is shown once')
    .argument('<name>', 'what it is for')
    .addOption(
      new Option('--scope <scope>', 'what it may do; "manage" is everything')
        .choices(tokenScopeSchema.options)
        .default('manage'),
    )
    .option('--days <number>', 'how long it works; by default it never expires', readDays)
    .action(async (name: string, options: { scope: TokenScope; days?: number }) => {
      const { scope, days } = options
      const token = await cli
        .client()
        .call(routes.tokens.create, { body: { name, scope, expiresInDays: days ?? null } })
      cli.out.result(token, () =>
        pairs([
          ['Token', token.secret],
          ['Id', token.id],
          ['May', scopeWord(token.scope)],
          ['Expires', token.expiresAt ? time(token.expiresAt) : 'no end'],
          ['Keep it', 'It is not shown again. Use it as SEOMATIC_TOKEN or "Authorization: Bearer ...".'],
        ]),
      )
    })

  tokens
    .command('revoke')
    .description('revoke a token at once')
    .argument('<token>', 'name or id')
    .action(async (wanted: string) => {
      const client = cli.client()
      const { items } = await client.call(routes.tokens.list)
      const token = findNamed(items, wanted, 'tokens')
      await client.call(routes.tokens.remove, { params: { id: token.id } })
      cli.out.result({ id: token.id, revoked: true }, () => `Revoked "${token.name}" (${token.id}).`)
    })
}

/** As the list shows it: a token from before scopes is one for everything. */
function scopeWord(scope: TokenScope): string {
  return scope === 'manage' ? 'everything' : scope
}

function readDays(text: string): number {
  const days = Number(text)
  if (Number.isInteger(days) && days >= 1 && days <= 3650) return days
  throw new InvalidArgumentError('It must be a whole number of days from 1 to 3650.')
}
