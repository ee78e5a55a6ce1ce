import type { Command } from 'commander'
import { routes } from '../../api/routes.ts'
import type { Cli } from '../cli.ts'
import { findProject } from '../find.ts'
import { describeOverview, describeProjectOverview } from '../overview-text.ts'

export function addOverview(program: Command, cli: Cli): void {
  program
    .command('overview')
    .description('where a project stands, or all of them, and what waits for you')
    .argument('[project]', 'name or id')
    .action(async (wanted: string | undefined) => {
      if (wanted === undefined) {
        const overview = await cli.client().call(routes.overview.all)
        cli.out.result(overview, () => describeOverview(overview, cli.out.width))
        return
      }
      const { id, name } = await findProject(cli, wanted)
      const overview = await cli.client().call(routes.overview.project, { params: { id } })
      cli.out.result(overview, () => describeProjectOverview(name, overview))
    })
}
