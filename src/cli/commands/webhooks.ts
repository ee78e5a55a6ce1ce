import { type Command, Option } from 'commander'
import type { NoticeKind } from '../../api/notice-kind.ts'
import { switchableKinds } from '../../api/notice-kinds.ts'
import { routes } from '../../api/routes.ts'
import {
  type Webhook,
  type WebhookFormat,
  type WebhookUpdate,
  webhookFormatSchema,
} from '../../api/webhook.ts'
import { webhookFormats } from '../../api/webhook-format.ts'
import type { Cli } from '../cli.ts'
import { deliveriesTable, lastAnswer } from '../delivery-text.ts'
import type { SetExit } from '../errors.ts'
import { findNamed } from '../find.ts'
import { addPaging, type PagingOptions, readPages } from '../paging.ts'
import { readSecretFile } from '../secrets.ts'
import { pairs, table } from '../table.ts'
import { time } from '../text.ts'

interface WebhookOptions {
  name?: string
  url?: string
  format?: WebhookFormat
  off?: NoticeKind[]
  on?: NoticeKind[]
}

export function addWebhooks(program: Command, cli: Cli, setExit: SetExit): void {
  const webhooks = program
    .command('webhooks')
    .description('notices as signed requests to an address of yours')
  const find = async (wanted: string): Promise<Webhook> =>
    findNamed((await cli.client().call(routes.webhooks.list)).items, wanted, 'webhooks')

  webhooks
    .command('list')
    .description('all webhooks')
    .action(async () => {
      const list = await cli.client().call(routes.webhooks.list)
      cli.out.result(list, () =>
        table(
          ['Name', 'Id', 'State', 'Format', 'Last success', 'Address'],
          list.items.map((one) => [
            one.name,
            one.id,
            one.state,
            webhookFormats[one.format],
            time(one.lastSuccessAt),
            one.url ?? 'locked',
          ]),
          cli.out.width,
        ),
      )
    })

  webhooks
    .command('show')
    .description('one webhook')
    .argument('<webhook>', 'name or id')
    .action(async (wanted: string) => {
      const found = await find(wanted)
      cli.out.result(found, () => describe(found))
    })

  withSettings(webhooks.command('add').description('add a webhook; its secret is shown once'), 'new')
    .argument('<url>', 'where messages are sent, or - to read it from stdin, since Slack gives secret ones')
    .action(async (given: string, { name, format = 'standard', off = [] }: WebhookOptions) => {
      const url = await readUrl(cli, given)
      const body = { name: name ?? URL.parse(url)?.hostname ?? '', url, format, off }
      const made = await cli.client().call(routes.webhooks.create, { body })
      cli.out.result(made, () => describeSecret(made))
    })

  withSettings(webhooks.command('update').description('change a webhook'), 'old')
    .argument('<webhook>', 'name or id')
    .option('--enable', 'switch it on')
    .option('--disable', 'switch it off; what waits for it is not sent')
    .action(async (wanted: string, options: WebhookOptions & { enable?: true; disable?: true }) => {
      const found = await find(wanted)
      const url = options.url === undefined ? undefined : await readUrl(cli, options.url)
      const body = changeOf(found, { ...options, ...(url !== undefined && { url }) })
      const changed = await cli.client().call(routes.webhooks.update, { params: { id: found.id }, body })
      cli.out.result(changed, () => describe(changed))
    })

  webhooks
    .command('remove')
    .description('remove a webhook with its log')
    .argument('<webhook>', 'name or id')
    .action(async (wanted: string) => {
      const { id, name } = await find(wanted)
      await cli.client().call(routes.webhooks.remove, { params: { id } })
      cli.out.result({ id, removed: true }, () => `Removed "${name}" (${id}).`)
    })

  webhooks
    .command('rotate-secret')
    .description('make another secret; the present one signs too for a day')
    .argument('<webhook>', 'name or id')
    .action(async (wanted: string) => {
      const { id } = await find(wanted)
      const made = await cli.client().call(routes.webhooks.rotateSecret, { params: { id }, body: {} })
      cli.out.result(made, () => describeSecret(made))
    })

  webhooks
    .command('test')
    .description('send a test now; exits 1 unless it was taken')
    .argument('<webhook>', 'name or id')
    .action(async (wanted: string) => {
      const { id } = await find(wanted)
      const sent = await cli.client().call(routes.webhooks.test, { params: { id }, body: {} })
      if (sent.state !== 'delivered') setExit(1)
      cli.out.result(sent, () => lastAnswer(sent))
    })

  addPaging(webhooks.command('deliveries').description('what was sent to a webhook, newest first'))
    .argument('<webhook>', 'name or id')
    .action(async (wanted: string, options: PagingOptions) => {
      const { id } = await find(wanted)
      const page = await readPages(options, (query) =>
        cli.client().call(routes.webhooks.deliveries, { params: { id }, query }),
      )
      cli.out.result(page, () => deliveriesTable(page, cli.out.width))
    })

  webhooks
    .command('resend')
    .description('send a message again, with the same id')
    .argument('<webhook>', 'name or id')
    .argument('<delivery>', 'id of the log')
    .action(async (wanted: string, delivery: string) => {
      const { id } = await find(wanted)
      const params = { id, delivery }
      const sent = await cli.client().call(routes.webhooks.resend, { params, body: {} })
      cli.out.result(
        sent,
        () => `${sent.id} is sent again in a moment. Its log: seomatic webhooks deliveries ${id}`,
      )
    })
}

async function readUrl(cli: Cli, given: string): Promise<string> {
  return given === '-' ? (await readSecretFile(cli, given)).trim() : given
}

function withSettings(command: Command, which: 'new' | 'old'): Command {
  const named = command.option(
    '--name <name>',
    which === 'new' ? 'what it is called; the host by default' : 'another name',
  )
  const addressed =
    which === 'new' ? named : named.option('--url <url>', 'another address, or - to read it from stdin')
  const formatted = addressed
    .addOption(new Option('--format <format>', 'of the messages').choices(webhookFormatSchema.options))
    .addOption(new Option('--off <kinds...>', 'do not send these kinds of notices').choices(switchableKinds))
  return which === 'new'
    ? formatted
    : formatted.addOption(new Option('--on <kinds...>', 'send these again').choices(switchableKinds))
}

function changeOf(
  found: Webhook,
  {
    name,
    url,
    format,
    off = [],
    on = [],
    enable,
    disable,
  }: WebhookOptions & { enable?: true; disable?: true },
): WebhookUpdate {
  const kinds = [...new Set([...found.off, ...off])].filter((kind) => !on.includes(kind))
  return {
    ...(name !== undefined && { name }),
    ...(url !== undefined && { url }),
    ...(format !== undefined && { format }),
    ...(off.length + on.length > 0 && { off: kinds }),
    ...(enable && { isOn: true }),
    ...(disable && { isOn: false }),
  }
}

function describe(webhook: Webhook): string {
  return pairs([
    ['Name', webhook.name],
    ['Id', webhook.id],
    ['Address', webhook.url ?? 'locked: the encryption key that sealed it is not here'],
    ['Format', webhookFormats[webhook.format]],
    ['State', webhook.state],
    ['Why', webhook.reason],
    ['Not sent', webhook.off.join(', ') || null],
    ['Last success', time(webhook.lastSuccessAt)],
    ['Old secret', webhook.previousSecretUntil && `signs too until ${time(webhook.previousSecretUntil)}`],
  ])
}

function describeSecret(made: Webhook & { secret: string }): string {
  return pairs([
    ['Secret', made.secret],
    ['Id', made.id],
    ['Keep it', 'It is not shown again. Whoever receives the messages verifies their signatures with it.'],
  ])
}
