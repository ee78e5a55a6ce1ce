import { type Command, InvalidArgumentError } from 'commander'
import { routes } from '../../api/routes.ts'
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
          ['Name', 'Id', 'Prefix', 'Created', 'Last used', 'Expires'],
          list.items.map((token) => [
            token.name,
            token.id,
            token.prefix,
            time(token.createdAt),
            time(token.lastUsedAt),
            token.expiresAt ? time(token.expiresAt) : 'never',
          ]),
          cli.out.width,
        ),
      )
    })

  tokens
    .command('create')
    .description('create a token; its secret is shown once')
    .argument('<name>', 'what it is for')
    .option('--days <number>', 'how long it works; by default it never expires', readDays)
    .action(async (name: string, options: { days?: number }) => {
      const token = await cli
        .client()
        .call(routes.tokens.create, { body: { name, expiresInDays: options.days ?? null } })
      cli.out.result(token, () =>
        pairs([
          ['Token', token.secret],
          ['Id', token.id],
          ['Expires', token.expiresAt ? time(token.expiresAt) : 'never'],
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

function readDays(text: string): number {
  const days = Number(text)
  if (Number.isInteger(days) && days >= 1 && days <= 3650) return days
  throw new InvalidArgumentError('It must be a whole number of days from 1 to 3650.')
}
