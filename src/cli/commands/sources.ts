import { type Command, Option } from 'commander'
import type { Import } from '../../api/import.ts'
import { rhythmWords } from '../../api/rhythm.ts'
import { routes } from '../../api/routes.ts'
import { type Source, sourceStateSchema } from '../../api/source.ts'
import { sourceSorts } from '../../api/whole-lists.ts'
import type { Cli } from '../cli.ts'
import type { SetExit } from '../errors.ts'
import { findDataset, findNamed } from '../find.ts'
import { finishImport, type ImportOptions } from '../import-file.ts'
import { addListFlags, type ListFlags, readListFlags, saysNothing } from '../list-flags.ts'
import { addPaging, moreLine, type PagingOptions, readPages } from '../paging.ts'
import { pollUntil } from '../poll.ts'
import { findKind, readConfig, readSecrets } from '../source-config.ts'
import { type PlaceOptions, readWhen, type WhenOptions, withPlace, withWhen } from '../source-flags.ts'
import { kindText, outcomeText, refreshText, sourceText } from '../source-text.ts'
import { pairs, table } from '../table.ts'
import { size, time } from '../text.ts'
import { addHeldRefreshes } from './held-refreshes.ts'

export function addSources(program: Command, cli: Cli, setExit: SetExit): void {
  const sources = program
    .command('sources')
    .description('where the rows of datasets come from, and reading them again')
  const find = async (wanted: string): Promise<Source> => {
    const { items } = await cli.client().call(routes.sources.list)
    const { items: datasets } = await cli.client().call(routes.datasets.list)
    // A source is known by its dataset, too.
    const dataset = datasets.find((one) => one.id === wanted || one.name === wanted)
    const own = dataset && items.find((one) => one.datasetId === dataset.id)
    return (
      own ??
      findNamed(
        items.map((one) => ({ ...one, name: one.title })),
        wanted,
        'sources',
      )
    )
  }

  sources
    .command('kinds')
    .description('kinds of sources, with their settings and secrets')
    .action(async () => {
      const list = await cli.client().call(routes.sources.kinds)
      cli.out.result(list, () => list.items.map(kindText).join('\n\n'))
    })

  addListFlags(
    sources.command('list').description('all sources'),
    sourceSorts,
    'in what it is called, its kind or its data',
  )
    .addOption(new Option('--state <state>', 'only these').choices(sourceStateSchema.options))
    .action(
      async ({ state, ...flags }: ListFlags<(typeof sourceSorts)[number]> & { state?: Source['state'] }) => {
        const query = { ...readListFlags(flags), ...(state && { state }) }
        const list = await cli.client().call(routes.sources.list, { query })
        cli.out.result(list, () =>
          list.items.length === 0
            ? saysNothing(query, 'No sources yet. Connect one with "seomatic sources add link https://...".')
            : table(
                ['From', 'Id', 'State', 'Read again', 'Checked', 'Changed'],
                list.items.map((one) => [
                  one.title,
                  one.id,
                  one.state,
                  rhythmWords(one.rhythm),
                  time(one.checkedAt),
                  time(one.changedAt),
                ]),
                cli.out.width,
              ),
        )
      },
    )

  sources
    .command('show')
    .description('one source')
    .argument('<source>', 'what it is called, its id, or its dataset')
    .action(async (wanted: string) => {
      const found = await find(wanted)
      cli.out.result(found, () => sourceText(found))
    })

  withPlace(sources.command('try').description('the first rows of a source; nothing is stored'))
    .argument('<kind>', 'such as link; see "sources kinds"')
    .argument('[place]', 'its first setting: the address of a link')
    .action(async (id: string, place: string | undefined, options: PlaceOptions) => {
      const body = await readPlace(id, place, options)
      const tried = await cli.client().call(routes.sources.test, { body })
      cli.out.result(
        tried,
        () =>
          `${tried.fileName}, ${tried.format}, ${size(tried.bytes)}\n\n${table(tried.columns, tried.rows, cli.out.width)}${tried.notes.map((note) => `\n${note}`).join('')}`,
      )
    })

  withWhen(
    withPlace(
      sources.command('add').description('connect a source, as a new dataset or to one that is there'),
    ),
  )
    .argument('<kind>', 'such as link; see "sources kinds"')
    .argument('[place]', 'its first setting: the address of a link')
    .option(
      '--key <column>',
      'the column that identifies a row, permanently; more than once for a key combined of several',
      (column: string, before: string[] | undefined) => [...(before ?? []), column],
    )
    .option('--name <name>', 'what to call the dataset')
    .option('--steps <file>', 'JSON with steps that shape its rows, as "data steps set" takes them')
    .option('--dataset <dataset>', 'it gives the rows of this one from now on (name or id)')
    .option('-y, --yes', 'accept the suggested key and import without asking')
    .action(
      async (
        id: string,
        place: string | undefined,
        options: PlaceOptions & WhenOptions & Omit<ImportOptions, 'header'> & { dataset?: string },
      ) => {
        const target = options.dataset === undefined ? null : await findDataset(cli, options.dataset)
        const body = {
          ...(await readPlace(id, place, options)),
          ...readWhen(options),
          ...(target && { datasetId: target.id }),
        }
        const created = await cli.client().call(routes.sources.create, { body })
        // Discarded on the way, the import takes its source along.
        const { value, words } = await finishImport(cli, created.import, target, { ...options, header: true })
        cli.out.result(
          { source: created.source, dataset: value },
          () => `${words}\nSource: ${created.source.id}`,
        )
      },
    )

  sources
    .command('refresh')
    .description('read it again now; exits 1 when nothing could be taken over')
    .argument('<source>', 'what it is called, its id, or its dataset')
    .action(async (wanted: string) => {
      const { id } = await find(wanted)
      const started = await cli.client().call(routes.sources.refresh, { params: { id }, body: {} })
      const ended = await pollUntil(
        () => cli.client().call(routes.imports.get, { params: { id: started.id } }),
        isSettled,
        { onState: ({ state }) => cli.out.progress(`Refreshing: ${state}`), intervalMs: 200 },
      )
      const why = ended.problem ?? ended.reasons[0]
      if (why) setExit(1)
      cli.out.result(ended, () => outcomeText(ended))
    })

  addHeldRefreshes(sources, cli)

  addPaging(sources.command('refreshes').description('when it was read and what came of it, newest first'))
    .argument('<source>', 'what it is called, its id, or its dataset')
    .action(async (wanted: string, options: PagingOptions) => {
      const { id } = await find(wanted)
      const page = await readPages(options, (query) =>
        cli.client().call(routes.sources.refreshes, { params: { id }, query }),
      )
      cli.out.result(
        page,
        () =>
          table(
            ['When', 'Asked by', 'Outcome', 'What'],
            page.items.map((one) => [time(one.startedAt), one.trigger, one.outcome, refreshText(one)]),
            cli.out.width,
          ) + moreLine(page),
      )
    })

  withWhen(
    withPlace(sources.command('set').description('change where it is, its secrets, or when it is read')),
  )
    .argument('<source>', 'what it is called, its id, or its dataset')
    .action(async (wanted: string, options: PlaceOptions & WhenOptions) => {
      const found = await find(wanted)
      const kind = findKind((await cli.client().call(routes.sources.kinds)).items, found.kind)
      const given = await readSecrets(
        cli,
        { ...kind, secrets: kind.secrets.map(optional) },
        options.secretFile,
      )
      const config = { ...found.config, ...readConfig(kind, undefined, options.set) }
      const body = {
        ...readWhen(options),
        ...(options.set.length > 0 && { config }),
        ...(Object.keys(given).length > 0 && { secrets: given }),
      }
      const changed = await cli.client().call(routes.sources.update, { params: { id: found.id }, body })
      cli.out.result(changed, () => sourceText(changed))
    })

  for (const [name, description, isPaused] of [
    ['pause', 'it is not read until it is resumed', true],
    ['resume', 'it is read again by its rhythm', false],
  ] as const) {
    sources
      .command(name)
      .description(description)
      .argument('<source>', 'what it is called, its id, or its dataset')
      .action(async (wanted: string) => {
        const { id } = await find(wanted)
        const changed = await cli.client().call(routes.sources.update, { params: { id }, body: { isPaused } })
        cli.out.result(changed, () => sourceText(changed))
      })
  }

  sources
    .command('hook')
    .description('a secret for its webhook, shown once; an older one is worth nothing afterwards')
    .argument('<source>', 'what it is called, its id, or its dataset')
    .option('--remove', 'its webhook answers nobody any more')
    .action(async (wanted: string, options: { remove?: true }) => {
      const { id, title } = await find(wanted)
      if (options.remove) {
        await cli.client().call(routes.sources.removeHook, { params: { id } })
        cli.out.result({ id, removed: true }, () => `The webhook of ${title} answers nobody any more.`)
        return
      }
      const made = await cli.client().call(routes.sources.hook, { params: { id }, body: {} })
      cli.out.result(made, () =>
        pairs([
          ['Address', made.path],
          ['Secret', made.secret],
          ['Call it', 'POST, with the header "Authorization: Bearer SECRET". The secret is not shown again.'],
        ]),
      )
    })

  sources
    .command('remove')
    .description('disconnect it; its dataset stays, with the rows it has')
    .argument('<source>', 'what it is called, its id, or its dataset')
    .action(async (wanted: string) => {
      const { id, title } = await find(wanted)
      await cli.client().call(routes.sources.remove, { params: { id } })
      cli.out.result({ id, removed: true }, () => `Disconnected ${title}; the rows stay.`)
    })

  async function readPlace(id: string, place: string | undefined, options: PlaceOptions) {
    const kind = findKind((await cli.client().call(routes.sources.kinds)).items, id)
    return {
      kind: kind.id,
      config: readConfig(kind, place, options.set),
      secrets: await readSecrets(cli, kind, options.secretFile),
    }
  }
}

const optional = <T extends { isRequired: boolean }>(secret: T): T => ({ ...secret, isRequired: false })

function isSettled({ state, isRefresh, reasons }: Import): boolean {
  if (state === 'analysed' || state === 'loaded') return !isRefresh || reasons.length > 0
  return !['fetching', 'analysing', 'loading'].includes(state)
}
