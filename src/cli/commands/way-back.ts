import { type Command, InvalidArgumentError, Option } from 'commander'
import { type RedirectTo, redirectToSchema } from '../../api/redirect.ts'
import { routes } from '../../api/routes.ts'
import { type DownHow, downHows } from '../../api/take-down.ts'
import type { PublishedFilter, PublishedPages, TakeDownPreview } from '../../api/way-back.ts'
import type { Cli } from '../cli.ts'
import { type SetExit, usageError } from '../errors.ts'
import { findProject } from '../find.ts'
import { addPageFilter, type PageFilterFlags, readPageFilter } from '../page-filter-flags.ts'
import { readKeys, readPages, readWhere } from '../part-options.ts'
import { awaitPlan } from '../plan-flow.ts'
import { describePlan } from '../plan-text.ts'
import { many } from '../text.ts'
import { applyAndWatch } from '../watch-run.ts'

interface ChoiceOptions extends PageFilterFlags {
  rows?: string[]
  row?: string[]
  where?: { column: string; value: string }[]
  olderThan?: number
  templateVersion?: number
  all?: boolean
}

interface ApplyOptions {
  yes?: boolean
  watch: boolean
  confirm?: number
}

export function addWayBack(program: Command, cli: Cli, setExit: SetExit): void {
  addApplying(
    addChoice(
      program
        .command('take-down')
        .description('take pages off the site, where they stay down until you bring them back')
        .argument('<project>', 'name or id'),
    ).addOption(
      new Option('--to <how>', 'what becomes of them; by default what is easiest to take back').choices(
        downHows,
      ),
    ),
  )
    .option(
      '--redirect <where>',
      'where their addresses lead: none, parent, or a path such as /blog',
      readTarget,
    )
    .option('--confirm <number>', 'of pages that are deleted for good: how many', readPages)
    .action(
      async (
        wanted: string,
        options: ChoiceOptions & ApplyOptions & { to?: DownHow; redirect?: RedirectTo },
      ) => {
        const project = await findProject(cli, wanted)
        const pages = readChoice(options)
        const params = { id: project.id }
        const preview = await cli.client().call(routes.wayBack.preview, { params, body: { pages } })
        const way = wayOf(preview, options.to)
        cli.out.note(describePreview(preview, way))
        const { redirect } = options
        const body = { pages, how: way.how, ...(redirect && { redirect }) }
        const plan = await awaitPlan(cli, await cli.client().call(routes.wayBack.takeDown, { params, body }))
        cli.out.note(`${describePlan(plan, cli.out.width)}\n`)
        setExit(await applyAndWatch(cli, plan, options))
      },
    )

  addApplying(
    addChoice(
      program
        .command('bring-back')
        .description('bring back pages that are down, as their rows make them today, at their addresses')
        .argument('<project>', 'name or id'),
    ),
  ).action(async (wanted: string, options: ChoiceOptions & ApplyOptions) => {
    const project = await findProject(cli, wanted)
    const started = await cli.client().call(routes.wayBack.bringBack, {
      params: { id: project.id },
      body: { pages: readChoice(options) },
    })
    const plan = await awaitPlan(cli, started)
    cli.out.note(`${describePlan(plan, cli.out.width)}\n`)
    setExit(await applyAndWatch(cli, plan, options))
  })
}

function addChoice(command: Command): Command {
  return addPageFilter(
    command
      .option('--rows <keys>', 'only these rows, separated by commas', readKeys)
      .option('--row <key...>', 'only these rows, for keys with commas')
      .option('--where <column=value>', 'only rows with this in a column; may be given again', readWhere),
  )
    .option('--older-than <days>', 'only pages last published so long ago, such as 90d', readAge)
    .option('--template-version <number>', 'only pages made with this version of the template', readPages)
    .option('--all', 'every page, where nothing else is given')
}

function addApplying(command: Command): Command {
  return command
    .option('-y, --yes', 'skip the confirmation')
    .option('--no-watch', 'return as soon as the run has started')
}

/** Nothing given is nothing meant: a whole site is not taken down by leaving an option out. */
function readChoice({ rows, row, all, olderThan, ...given }: ChoiceOptions): PublishedPages {
  const rowKeys = [...new Set([...(rows ?? []), ...(row ?? [])])]
  const { where, templateVersion } = given
  const filter: PublishedFilter = {
    ...(where && { where }),
    ...readPageFilter(given),
    ...(templateVersion !== undefined && { templateVersion }),
    ...(olderThan !== undefined && { olderThanDays: olderThan }),
  }
  const hasFilter = Object.keys(filter).length > 0
  if (rowKeys.length > 0 && hasFilter)
    throw usageError('Name the rows, or say which pages are meant otherwise; not both.')
  if (rowKeys.length > 0) return { rowKeys }
  if (!hasFilter && !all)
    throw usageError('Say which pages: --rows, --where, --state and others, or --all for every page.')
  return { filter }
}

function readTarget(text: string): RedirectTo {
  const given = redirectToSchema.safeParse(text.startsWith('/') ? { to: 'page', path: text } : { to: text })
  if (given.success) return given.data
  throw new InvalidArgumentError('It must be none, parent, or a path of the site, such as /blog.')
}

/** "90d" as 90. */
function readAge(text: string): number {
  const days = Number(/^(\d{1,5})d?$/.exec(text.trim())?.[1])
  if (!Number.isInteger(days) || days < 1) throw new InvalidArgumentError('It must be days, such as 90d.')
  return days
}

function wayOf({ hows, count }: TakeDownPreview, to: DownHow | undefined): TakeDownPreview['hows'][number] {
  const way = to === undefined ? hows[0] : hows.find(({ how }) => how === to)
  if (count === 0) throw usageError('No page in Wix is meant by this, so there is nothing to take down.')
  if (way) return way
  throw usageError(`These pages cannot go there. Choose one of: ${hows.map(({ how }) => how).join(', ')}.`)
}

function describePreview(
  { count, sample, warnings }: TakeDownPreview,
  way: TakeDownPreview['hows'][number],
): string {
  const names = sample.map(({ rowKey, title, url }) => `  ${title || rowKey}${url ? ` (${url})` : ''}`)
  const more = count > sample.length ? [`  and ${many(count - sample.length, 'other')}`] : []
  return [`${many(count, 'page')}. ${way.title}: ${way.note}`, ...names, ...more, ...warnings, ''].join('\n')
}
