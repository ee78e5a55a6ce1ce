import type { Command } from 'commander'
import type { ImageRemoval } from '../../api/image.ts'
import { routes } from '../../api/routes.ts'
import type { Cli } from '../cli.ts'
import { CliError, usageError } from '../errors.ts'
import { findConnection } from '../find.ts'
import { table } from '../table.ts'
import { many, time } from '../text.ts'

interface Options {
  trash?: boolean
  file?: string[]
  restore?: string
  yes?: boolean
}

const hint = 'They go on showing where somebody uses them by hand, until the trash is emptied.'

/** Pictures that we brought to a site and that no page uses any more. */
export function addImages(connections: Command, cli: Cli): void {
  connections
    .command('images')
    .description(
      'pictures we imported that no page uses any more; with an option, move them to the trash in Wix',
    )
    .argument('<connection>', 'name or id')
    .option('--trash', "move them to the trash of the site's Media Manager")
    .option('--file <id...>', 'only these; all by default')
    .option('--restore <removal>', 'bring back what was moved, by the id that this list tells')
    .option('-y, --yes', 'skip the confirmation')
    .action(async (wanted: string, { trash, file, restore, yes }: Options) => {
      const { id } = await findConnection(cli, wanted)
      const client = cli.client()
      if (restore !== undefined) {
        const done = await client.call(routes.images.restore, { params: { id: restore }, body: {} })
        return cli.out.result(done, () => describe(done))
      }
      const found = await client.call(routes.images.unused, { params: { id } })
      const unknown = file?.find((one) => !found.items.some(({ fileId }) => fileId === one))
      if (unknown !== undefined)
        throw usageError(
          `No picture that is unused has the id "${unknown}". See them: seomatic connections images ${JSON.stringify(wanted)}`,
        )
      const chosen = found.items.filter(({ fileId }) => file === undefined || file.includes(fileId))
      if (!trash || chosen.length === 0) {
        return cli.out.result(found, () =>
          [
            found.items.length === 0
              ? 'Every picture that was imported is used by a page.'
              : table(
                  ['File', 'Imported from', 'Imported'],
                  found.items.map((one) => [one.fileId, one.name, time(one.importedAt)]),
                  cli.out.width,
                ),
            ...found.removals.map(describe),
          ].join('\n\n'),
        )
      }
      const question = `Move ${many(chosen.length, 'picture')} to the trash? ${hint}`
      if (!yes && !(await cli.terminal.confirm(question, 'Add --yes to go ahead.')))
        throw new CliError('cancelled', 'Stopped; nothing was moved.')
      const body = { fileIds: chosen.map(({ fileId }) => fileId) }
      const done = await client.call(routes.images.trash, { params: { id }, body })
      cli.out.result(done, () => describe(done))
    })
}

function describe({ id, author, createdAt, images }: ImageRemoval): string {
  const number = (state: ImageRemoval['images'][number]['state']) =>
    images.filter((one) => one.state === state).length
  const parts = [
    number('moved') > 0 &&
      `${many(number('moved'), 'picture')} in the trash; to bring them back: --restore ${id}`,
    number('left') > 0 && `${number('left')} still in the library`,
    number('asked') > 0 && `${number('asked')} asked for, outcome not known`,
    number('restored') > 0 && `${number('restored')} brought back`,
  ].filter((part) => part !== false)
  return `${time(createdAt)}, ${author}: ${parts.join('. ')}.`
}
