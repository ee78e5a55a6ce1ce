import { type Command, Option } from 'commander'
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
  endTokens?: true
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
    .command('rename')
    .description('change your name, or that of the workspace')
    .option('--name <name>', 'how you are called')
    .option('--workspace <name>', 'how the workspace is called')
    .action(async ({ name, workspace }: { name?: string; workspace?: string }) => {
      if (name === undefined && workspace === undefined) throw usageError('Add --name, --workspace, or both.')
      const body = {
        ...(name !== undefined && { name }),
        ...(workspace !== undefined && { workspaceName: workspace }),
      }
      const session = await cli.client().call(routes.account.change, { body })
      cli.out.result(session, () => pairs(describeSession(session)))
    })

  account
    .command('email')
    .description('change the e-mail address you sign in with')
    .argument('<address>', 'the new one')
    .action(async (email: string) => {
      const session = await cli.client().call(routes.account.changeEmail, { body: { email } })
      cli.out.result(session, () => pairs(describeSession(session)))
    })

  account
    .command('password')
    .description(
      'change the password; all browsers are signed out, and with --end-tokens all other tokens end',
    )
    .option('--password-file <file>', 'a file with the current password')
    .option('--new-password-file <file>', 'a file with the new password')
    .option('--end-tokens', 'end all other API tokens too; asked for when someone is there to answer')
    .action(async (options: PasswordOptions) => {
      const client = cli.client()
      const current = await readPassword(cli, options.passwordFile, {
        question: 'Your current password',
        isNew: false,
      })
      const next = await readNew(cli, options.newPasswordFile)
      const endTokens = options.endTokens ?? (await askWhetherToEnd(cli))
      await client.call(routes.account.changePassword, { body: { current, next, endTokens } })
      const ended = endTokens ? ', and all other API tokens have ended' : ''
      cli.out.result(
        { changed: true, endedTokens: endTokens },
        () => `The password is changed, and all browsers are signed out${ended}.`,
      )
    })

  account
    .command('preferences')
    .description('how you like the dashboard')
    .addOption(
      new Option('--single-keys <choice>', 'whether single letters do something there').choices([
        'on',
        'off',
      ]),
    )
    .action(async ({ singleKeys }: { singleKeys?: 'on' | 'off' }) => {
      const client = cli.client()
      const preferences = singleKeys
        ? await client.call(routes.preferences.update, { body: { singleKeys: singleKeys === 'on' } })
        : await client.call(routes.preferences.get)
      cli.out.result(preferences, () => `Single keys are ${preferences.singleKeys ? 'on' : 'off'}.`)
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

async function askWhetherToEnd({ terminal }: Cli): Promise<boolean> {
  return terminal.isInteractive && (await terminal.confirm('End all other API tokens too?', ''))
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
