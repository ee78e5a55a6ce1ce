import { type Command, InvalidArgumentError, Option } from 'commander'
import { type MailInput, type MailSecurity, type MailSettings, mailSecuritySchema } from '../../api/mail.ts'
import { mailSecurities } from '../../api/mail-security.ts'
import type { NoticeKind } from '../../api/notice-kind.ts'
import { switchableKinds } from '../../api/notice-kinds.ts'
import { routes } from '../../api/routes.ts'
import type { Cli } from '../cli.ts'
import { deliveriesTable, lastAnswer } from '../delivery-text.ts'
import { type SetExit, usageError } from '../errors.ts'
import { addPaging, type PagingOptions, readPages } from '../paging.ts'
import { readSecretFile } from '../secrets.ts'
import { pairs } from '../table.ts'
import { time } from '../text.ts'

interface MailOptions {
  host?: string
  port?: number
  security?: MailSecurity
  user?: string | false
  passwordFile?: string
  from?: string
  to?: string[]
  off?: NoticeKind[]
  on?: NoticeKind[]
  enable?: true
  disable?: true
}

export function addMail(program: Command, cli: Cli, setExit: SetExit): void {
  const mail = program.command('mail').description('notices by e-mail, through a mail server of yours')

  mail
    .command('show')
    .description('the mail server, and who gets notices')
    .action(async () => {
      const state = await cli.client().call(routes.mail.get)
      cli.out.result(state, () =>
        state.settings ? describe(state.settings) : 'Not set up: seomatic mail set',
      )
    })

  addSet(mail, cli)

  mail
    .command('test')
    .description('send a test mail now; exits 1 unless it was taken')
    .action(async () => {
      const sent = await cli.client().call(routes.mail.test, { body: {} })
      if (sent.state !== 'delivered') setExit(1)
      cli.out.result(sent, () => lastAnswer(sent))
    })

  addPaging(mail.command('deliveries').description('what was sent, newest first')).action(
    async (options: PagingOptions) => {
      const page = await readPages(options, (query) => cli.client().call(routes.mail.deliveries, { query }))
      cli.out.result(page, () => deliveriesTable(page, cli.out.width))
    },
  )

  mail
    .command('resend')
    .description('send a mail again')
    .argument('<delivery>', 'id of the log')
    .action(async (delivery: string) => {
      const sent = await cli.client().call(routes.mail.resend, { params: { delivery }, body: {} })
      cli.out.result(sent, () => `${sent.id} is sent again in a moment. Its log: seomatic mail deliveries`)
    })

  mail
    .command('remove')
    .description('forget the mail server and its password')
    .action(async () => {
      await cli.client().call(routes.mail.remove)
      cli.out.result({ removed: true }, () => 'Removed. No notice goes by e-mail any more.')
    })
}

function addSet(mail: Command, cli: Cli): void {
  mail
    .command('set')
    .description('set the mail server, or change what is named')
    .option('--host <host>', 'of the mail server')
    .option('--port <number>', '465 with TLS and 587 with STARTTLS, by default', readPort)
    .addOption(new Option('--security <how>', 'starttls by default').choices(mailSecuritySchema.options))
    .option('--user <user>', 'for the login')
    .option('--no-user', 'the server asks for no login')
    .option('--password-file <file>', 'a file with the password, or - for stdin; stored sealed')
    .option('--from <address>', 'who it comes from')
    .option('--to <addresses...>', 'who gets it')
    .addOption(new Option('--off <kinds...>', 'do not send these kinds of notices').choices(switchableKinds))
    .addOption(new Option('--on <kinds...>', 'send these again').choices(switchableKinds))
    .option('--enable', 'switch it on')
    .option('--disable', 'switch it off; what waits is not sent')
    .action(async (options: MailOptions) => {
      const client = cli.client()
      const before = (await client.call(routes.mail.get)).settings
      const { passwordFile } = options
      const password = passwordFile === undefined ? undefined : await readSecretFile(cli, passwordFile)
      const input = inputOf(before, options)
      const body = { ...input, ...(password !== undefined && { password }) }
      const settings = await client.call(routes.mail.set, { body })
      cli.out.result(settings, () => `${describe(settings)}\n\nTry it: seomatic mail test`)
    })
}

/** What is not named stays as it is. */
function inputOf(before: MailSettings | null, options: MailOptions): MailInput {
  const { host = before?.host, from = before?.from, to = before?.to, off = [], on = [] } = options
  if (host === undefined || from === undefined || to === undefined)
    throw usageError('Name the server, the sender and the recipients: add --host, --from and --to.')
  const security = options.security ?? before?.security ?? 'starttls'
  const kept = options.security === undefined ? before?.port : undefined
  const user = options.user === undefined ? (before?.user ?? null) : options.user || null
  const isOn = options.enable === true || (options.disable !== true && before?.state !== 'off')
  return {
    host,
    port: options.port ?? kept ?? usualPorts[security],
    security,
    user,
    from,
    to,
    off: [...new Set([...(before?.off ?? []), ...off])].filter((kind) => !on.includes(kind)),
    isOn,
  }
}

const usualPorts: Record<MailSecurity, number> = { tls: 465, starttls: 587, none: 25 }

function describe(settings: MailSettings): string {
  return pairs([
    ['Server', `${settings.host}:${settings.port}`],
    ['Security', mailSecurities[settings.security]],
    ['Login', settings.user ?? 'none'],
    ['From', settings.from],
    ['To', settings.to.join(', ')],
    ['State', settings.state],
    ['Why', settings.reason],
    ['Not sent', settings.off.join(', ') || null],
    ['Last sent', time(settings.lastSuccessAt)],
  ])
}

function readPort(text: string): number {
  const port = Number(text)
  if (Number.isInteger(port) && port >= 1 && port <= 65535) return port
  throw new InvalidArgumentError('It must be a whole number from 1 to 65535.')
}
