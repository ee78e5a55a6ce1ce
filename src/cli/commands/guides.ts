import type { Command } from 'commander'
import { routes } from '../../api/routes.ts'
import type { Cli } from '../cli.ts'
import { table } from '../table.ts'

export function addGuides(program: Command, cli: Cli): void {
  const guides = program.command('guides').description('the documentation, as it is inside the product')

  guides
    .command('list')
    .description('all guides')
    .action(async () => {
      const list = await cli.client().call(routes.guides.list)
      cli.out.result(list, () => {
        const rows = list.groups.flatMap(({ items }) => items.map(({ id, title, text }) => [id, title, text]))
        return table(['Guide', 'Title', 'About'], rows, cli.out.width)
      })
    })

  guides
    .command('show')
    .description('one guide, as Markdown')
    .argument('<guide>', 'its name, from "guides list"')
    .action(async (id: string) => {
      const guide = await cli.client().call(routes.guides.get, { params: { id } })
      cli.out.result(guide, () => guide.markdown.trimEnd())
    })

  guides
    .command('search')
    .description('where the guides speak of something')
    .argument('<words...>', 'what to look for; a place must have all of them')
    .action(async (words: string[]) => {
      const found = await cli.client().call(routes.guides.search, { query: { search: words.join(' ') } })
      cli.out.result(found, () =>
        found.items.length === 0
          ? 'No guide speaks of that. Try fewer words.'
          : found.items
              .map(({ guide, title, heading, excerpt }) =>
                [`${title}${heading ? `: ${heading}` : ''} (guides show ${guide})`, `  ${excerpt}`].join(
                  '\n',
                ),
              )
              .join('\n\n'),
      )
    })
}
