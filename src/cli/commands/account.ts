import type { Command } from 'commander'
import { routes } from '../../api/routes.ts'
import type { Cli } from '../cli.ts'
import { usageError } from '../errors.ts'
import { readPassword, readSecretFile } from '../secrets.ts'
import { pairs, table } from '../table.ts'
import { time } from '../text.ts'
import { describeSession } from './session.ts'

interface PasswordOptions {
  passwordFile?: string
  newPasswordFile?: string
}

export function addAccount(program: Command, cli: Cli): void {
  const account = program.command('account').description('your account')

  account
    .command('show')
    .description('show your account')
    .action(async () => {
      const session = await cli.client().call(routes.session.get)
      cli.out.result(session, () => pairs(describeSession(session)))
    })

  account
    .command('password')
    .description('change the password; all browsers are signed out, tokens keep working')
    .option('--password-file <file>', 'a file with the current password')
    .option('--new-password-file <file>', 'a file with the new password')
    .action(async (options: PasswordOptions) => {
      const client = cli.client()
      const current = await readPassword(cli, options.passwordFile, {
        question: 'Your current password',
        isNew: false,
      })
      const next = await readNew(cli, options.newPasswordFile)
      await client.call(routes.account.changePassword, { body: { current, next } })
      cli.out.result({ changed: true }, () => 'The password is changed, and all browsers are signed out.')
    })

  account
    .command('sessions')
    .description('signed-in browsers')
    .action(async () => {
      const list = await cli.client().call(routes.account.sessions)
      cli.out.result(list, () =>
        table(
          ['Id', 'Since', 'Last used', 'Browser'],
          list.items.map((one) => [one.id, time(one.createdAt), time(one.lastUsedAt), one.userAgent]),
          cli.out.width,
        ),
      )
    })

  account
    .command('sign-out')
    .description('sign a browser out')
    .argument('<session>', 'its id, from "account sessions"')
    .action(async (id: string) => {
      await cli.client().call(routes.account.removeSession, { params: { id } })
      cli.out.result({ id, signedOut: true }, () => `Signed out ${id}.`)
    })
}

/** Never from SEOMATIC_PASSWORD, which is the password of today. */
function readNew(cli: Cli, file: string | undefined): Promise<string> {
  if (file !== undefined) return readSecretFile(cli, file)
  if (!cli.terminal.isInteractive) throw usageError('Add --new-password-file FILE with the new password.')
  const noEnvironment = { ...cli, config: { ...cli.config, password: '' } }
  return readPassword(noEnvironment, undefined, {
    question: 'A new password of at least 12 characters',
    isNew: true,
  })
}
