import { type Command, InvalidArgumentError, Option } from 'commander'
import type { Project } from '../../api/project.ts'
import { routes } from '../../api/routes.ts'
import {
  datingWords,
  type Schedule,
  type ScheduleInput,
  type ScheduleState,
  scheduleStateSchema,
} from '../../api/schedule.ts'
import { scheduleSorts } from '../../api/whole-lists.ts'
import type { Cli } from '../cli.ts'
import { findProject } from '../find.ts'
import { addListFlags, type ListFlags, readListFlags, saysNothing } from '../list-flags.ts'
import { readPages } from '../paging.ts'
import { pollUntil } from '../poll.ts'
import { agreeToRenewal } from '../renewal.ts'
import { type RuleFlags, readRule, ruleOptions } from '../schedule-rule.ts'
import {
  describeCalendar,
  describeSchedule,
  describeSlotPages,
  scheduleLine,
  scheduleTitles,
} from '../schedule-text.ts'
import { table } from '../table.ts'

const projectHelp = 'name or id'

export function addSchedules(program: Command, cli: Cli): void {
  const schedules = program
    .command('schedules')
    .description('when which pages of a project go out by themselves')
  addList(schedules, cli)
  addSet(schedules, cli)
  addShow(schedules, cli)
  addMoves(schedules, cli)
  addSlotMoves(schedules, cli)
  addRenew(schedules, cli)
  addCalendar(schedules, cli)
}

/** Once every page has its date: of many, a worker gives them. */
async function show(cli: Cli, first: Schedule): Promise<void> {
  const { projectId } = first
  const schedule =
    first.dating === null
      ? first
      : await pollUntil(
          async () =>
            (await cli.client().call(routes.schedules.get, { params: { id: projectId } })).schedule ?? first,
          ({ dating }) => dating === null,
          { onState: ({ dating }) => dating && cli.out.progress(datingWords(dating)) },
        )
  cli.out.result(schedule, () => describeSchedule(schedule))
}

function addList(schedules: Command, cli: Cli): void {
  addListFlags(
    schedules.command('list').description('the schedules of all projects'),
    scheduleSorts,
    'in the name of the project',
  )
    .addOption(new Option('--state <state>', 'only these').choices(scheduleStateSchema.options))
    .action(
      async ({ state, ...flags }: ListFlags<(typeof scheduleSorts)[number]> & { state?: ScheduleState }) => {
        const query = { ...readListFlags(flags), ...(state && { state }) }
        const list = await cli.client().call(routes.schedules.list, { query })
        cli.out.result(list, () =>
          list.items.length === 0
            ? saysNothing(query, 'No schedule yet. Make one with "seomatic schedules set".')
            : table(scheduleTitles, list.items.map(scheduleLine), cli.out.width),
        )
      },
    )
}

interface SetOptions extends RuleFlags {
  updates?: boolean
  most?: number
  held?: number
  keeper?: ScheduleInput['keeper']
  horizon?: number
  yes?: boolean
}

function addSet(schedules: Command, cli: Cli): void {
  const set = schedules
    .command('set')
    .description('make or change the schedule; what it would do is shown first')
    .argument('<project>', projectHelp)
  for (const option of ruleOptions()) set.addOption(option)
  set
    .option('--updates', 'also send changes of pages that are on the site already')
    .option('--no-updates', 'send new pages only')
    .addOption(new Option('--most <pages>', 'at most so many in one slot').argParser(toNumber))
    .addOption(new Option('--held <percent>', 'stop when more of a slot cannot go; 20').argParser(toNumber))
    .addOption(
      new Option('--keeper <keeper>', 'who keeps the dates: this server, or Wix').choices(['us', 'wix']),
    )
    .addOption(
      new Option('--horizon <days>', 'with Wix: for how many days ahead it has the dates; 14').argParser(
        toNumber,
      ),
    )
    .option('-y, --yes', 'skip the confirmation')
    .action(async (wanted: string, options: SetOptions) => {
      const { id } = await findProject(cli, wanted)
      const client = cli.client()
      const params = { id }
      const { schedule, siteTimeZone } = await client.call(routes.schedules.get, { params })
      const before = schedule && schedule.state !== 'cancelled' ? schedule : null
      const rule = readRule(options, before?.rule, siteTimeZone)
      const clocks = `Times of ${rule.timeZone}${siteTimeZone === rule.timeZone ? ', the time zone of the site' : ''}.`
      const preview = await client.call(routes.schedules.preview, { params, body: { rule } })
      cli.out.note(`${[preview.words, ...preview.warnings, clocks].join('\n')}\n`)
      if (
        !options.yes &&
        !(await cli.terminal.confirm('Publish by this schedule?', 'Add --yes to go ahead.'))
      )
        return
      const consent = {
        updates: options.updates ?? before?.consent.updates ?? false,
        maxPerSlot: options.most ?? before?.consent.maxPerSlot ?? null,
        heldShare: options.held === undefined ? (before?.consent.heldShare ?? 0.2) : options.held / 100,
      }
      const body = {
        rule,
        consent,
        keeper: options.keeper ?? before?.keeper ?? 'us',
        horizonDays: options.horizon ?? before?.horizonDays ?? 14,
        ...(before && { version: before.version }),
      }
      await show(cli, await client.call(routes.schedules.set, { params, body }))
    })
}

function addShow(schedules: Command, cli: Cli): void {
  schedules
    .command('show')
    .description('the schedule of a project, and where it stands')
    .argument('<project>', projectHelp)
    .action(async (wanted: string) => {
      const project = await findProject(cli, wanted)
      const found = await cli.client().call(routes.schedules.get, { params: { id: project.id } })
      cli.out.result(found, () => (found.schedule ? describeSchedule(found.schedule) : noSchedule(project)))
    })
}

function noSchedule({ name }: Project): string {
  return `"${name}" has no schedule. Make one with "seomatic schedules set".`
}

function addMoves(schedules: Command, cli: Cli): void {
  const moves = {
    pause: 'no slot goes out until it is resumed',
    resume: 'go on, with the usual number in each slot',
    cancel: 'end it; no page has a date afterwards',
  } as const
  for (const [name, description] of Object.entries(moves))
    schedules
      .command(name)
      .description(description)
      .argument('<project>', projectHelp)
      .action(async (wanted: string) => {
        const { id } = await findProject(cli, wanted)
        const endpoint = routes.schedules[name as keyof typeof moves]
        await show(cli, await cli.client().call(endpoint, { params: { id }, body: {} }))
      })
}

function addSlotMoves(schedules: Command, cli: Cli): void {
  const moves = {
    skip: 'leave out the next slot; its pages go with the one after',
    release: 'send the next slot now',
  } as const
  for (const [name, description] of Object.entries(moves))
    schedules
      .command(name)
      .description(description)
      .argument('<project>', projectHelp)
      .option('--at <instant>', 'this slot, as the calendar names it')
      .action(async (wanted: string, { at }: { at?: string }) => {
        const { id } = await findProject(cli, wanted)
        const endpoint = routes.schedules[name as keyof typeof moves]
        const body = at === undefined ? {} : { at }
        await show(cli, await cli.client().call(endpoint, { params: { id }, body }))
      })
}

function addRenew(schedules: Command, cli: Cli): void {
  schedules
    .command('renew')
    .description('agree to what changed since it was set, and go on')
    .argument('<project>', projectHelp)
    .option('-y, --yes', 'skip the confirmation')
    .action(async (wanted: string, { yes }: { yes?: boolean }) => {
      const { id } = await findProject(cli, wanted)
      const params = { id }
      const renewal = await cli.client().call(routes.schedules.renewal, { params })
      if (!(await agreeToRenewal(cli, renewal, yes))) return
      await show(
        cli,
        await cli.client().call(routes.schedules.renew, { params, body: { basis: renewal.basis } }),
      )
    })
}

interface CalendarOptions {
  from?: string
  to?: string
  slot?: string
}

function addCalendar(schedules: Command, cli: Cli): void {
  schedules
    .command('calendar')
    .description('slots by day: what has gone, and what will go')
    .argument('<project>', projectHelp)
    .option('--from <date>', 'the first day, such as 2027-03-01; today by default')
    .option('--to <date>', 'the last day; a month after the first by default')
    .option('--slot <instant>', 'the pages of this slot instead')
    .action(async (wanted: string, { from, to, slot }: CalendarOptions) => {
      const { id } = await findProject(cli, wanted)
      const client = cli.client()
      if (slot !== undefined) {
        const params = { id, at: slot }
        const pages = await readPages({ limit: 500, all: true }, (query) =>
          client.call(routes.schedules.slotPages, { params, query }),
        )
        return cli.out.result(pages, () => describeSlotPages(pages.items, cli.out.width))
      }
      const query = { ...(from !== undefined && { from }), ...(to !== undefined && { to }) }
      const calendar = await client.call(routes.schedules.calendar, { params: { id }, query })
      cli.out.result(calendar, () => describeCalendar(calendar, cli.out.width))
    })
}

function toNumber(text: string): number {
  const value = Number(text)
  if (!Number.isFinite(value) || value < 1) throw new InvalidArgumentError('Write a number of at least 1.')
  return value
}
