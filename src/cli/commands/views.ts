import { type Command, InvalidArgumentError } from 'commander'
import { routes } from '../../api/routes.ts'
import type { View, ViewSearch } from '../../api/view.ts'
import type { Cli } from '../cli.ts'
import { table } from '../table.ts'

export function addViews(program: Command, cli: Cli): void {
  const views = program.command('views').description('your saved views of the lists of the dashboard')

  views
    .command('list')
    .description('all of them, or those of one list')
    .option('--list <list>', 'notices, pages:PROJECT, ...: as this list names them')
    .action(async ({ list }: { list?: string }) => {
      const answer = await cli.client().call(routes.views.list, { query: list ? { list } : {} })
      cli.out.result(answer, () =>
        answer.items.length === 0
          ? 'No views yet.'
          : table(['List', 'Name', 'What it shows', 'Id'], answer.items.map(lineOf), cli.out.width),
      )
    })

  views
    .command('save')
    .description('save a view; one of the same name is replaced')
    .argument('<list>', 'notices, pages:PROJECT, ...')
    .argument('<name>', 'what you call it')
    .argument('<search>', 'what stands behind ? in its address', readSearch)
    .action(async (list: string, name: string, search: ViewSearch) => {
      const view = await cli.client().call(routes.views.save, { body: { list, name, search } })
      cli.out.result(view, () => `Saved the view ${view.name} as ${view.id}.`)
    })

  views
    .command('delete')
    .description('delete a view')
    .argument('<view>', 'its id, from "views list"')
    .action(async (id: string) => {
      await cli.client().call(routes.views.remove, { params: { id } })
      cli.out.result({ id, deleted: true }, () => `Deleted the view ${id}.`)
    })
}

function lineOf({ list, name, search, id }: View): string[] {
  return [list, name, addressOf(search), id]
}

/** As it stands in an address: texts as they are, anything else as JSON. */
export function addressOf(search: ViewSearch): string {
  return Object.entries(search)
    .map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join('&')
}

/** As the dashboard reads an address: what is JSON is a value, anything else a text. */
export function readSearch(text: string): ViewSearch {
  const fields = [...new URLSearchParams(text.replace(/^\?/, ''))]
  if (fields.length === 0)
    throw new InvalidArgumentError('It is what stands behind ? in an address, such as state=error&sort=date.')
  return Object.fromEntries(fields.map(([name, value]) => [name, readValue(value)]))
}

function readValue(text: string): ViewSearch[string] {
  if (/^(true|false|-?\d{1,15}(\.\d+)?|\[.*\])$/.test(text)) {
    try {
      return JSON.parse(text) as ViewSearch[string]
    } catch {
      // No JSON after all.
    }
  }
  return text
}
