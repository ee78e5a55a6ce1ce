import type { Command } from 'commander'
import { routes } from '../../api/routes.ts'
import { isMoving } from '../../api/run-state.ts'
import type { Sample } from '../../api/sample.ts'
import type { Cli } from '../cli.ts'
import { CliError } from '../errors.ts'
import { awaitPlan } from '../plan-flow.ts'
import { pollUntil } from '../poll.ts'
import { isGood } from '../run-text.ts'
import { many } from '../text.ts'

export function addSample(program: Command, cli: Cli): void {
  const sample = program
    .command('sample')
    .description('the sample project: a table of our own, its template, its pages and a plan')

  sample
    .command('show')
    .description('whether it is there')
    .action(async () => {
      const now = await cli.client().call(routes.sample.get)
      cli.out.result(now, () => describe(now))
    })

  sample
    .command('make')
    .description('make it, on the practice site; there is one at most')
    .action(async () => {
      await cli.client().call(routes.sample.make, { body: {} })
      const made = await pollUntil(
        () => cli.client().call(routes.sample.get),
        ({ state }) => state !== 'making',
        { onState: () => cli.out.progress('Making the sample project'), intervalMs: 300 },
      )
      if (made.state === 'failed') throw new CliError('unavailable', describe(made))
      cli.out.result(made, () => describe(made))
    })

  sample
    .command('remove')
    .description('remove it with its table, its template and its posts; the practice site stays')
    .option('--keep-posts', 'leave its posts on the practice site')
    .action(async ({ keepPosts }: { keepPosts?: true }) => {
      const { projectId } = await cli.client().call(routes.sample.get)
      const takenDown = projectId === null || keepPosts ? 0 : await takeDown(projectId)
      await cli.client().call(routes.sample.remove)
      cli.out.result({ removed: true, takenDown }, () =>
        takenDown === 0
          ? 'The sample project is gone.'
          : `The sample project is gone, and so are its ${many(takenDown, 'post')} on the practice site.`,
      )
    })

  /** Takes all pages of the sample off the practice site, and says how many; fails where some stay. */
  async function takeDown(projectId: string): Promise<number> {
    const client = cli.client()
    const params = { id: projectId }
    const pages = { filter: {} }
    const { count, hows } = await client.call(routes.wayBack.preview, { params, body: { pages } })
    const how = (hows.findLast(({ isFinal }) => !isFinal) ?? hows[0])?.how
    if (count === 0 || how === undefined) return 0
    const plan = await awaitPlan(
      cli,
      await client.call(routes.wayBack.takeDown, { params, body: { pages, how } }),
    )
    const started = await client.call(routes.plans.apply, { params: { id: plan.id }, body: {} })
    const run = await pollUntil(
      () => client.call(routes.runs.get, { params: { id: started.id } }),
      ({ state }) => !isMoving(state),
      { onState: () => cli.out.progress('Taking the posts down'), intervalMs: 300 },
    )
    if (isGood(run)) return count
    throw new CliError(
      'conflict',
      `Some posts are still on the practice site; see "seomatic runs show ${run.id}". The sample was not removed. Try again, or leave them with --keep-posts.`,
    )
  }
}

function describe({ state, projectId, rowKey, problem }: Sample): string {
  switch (state) {
    case 'none':
      return 'There is no sample project. Make it with: seomatic sample make'
    case 'making':
      return 'The sample project is being made.'
    case 'failed':
      return `The sample project could not be made. ${problem} Try again with: seomatic sample make`
    case 'ready':
      return `The sample project is there. See its pages with: seomatic pages list ${projectId}\nOne of them: seomatic pages show ${projectId} ${rowKey}`
  }
}
