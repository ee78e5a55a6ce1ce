// Versions of a template: who saved what, what differs, and an earlier one saved again.
import type { Command } from 'commander'
import { lineDifference } from '../../api/line-difference.ts'
import { routes } from '../../api/routes.ts'
import type { Template } from '../../api/template.ts'
import type { Cli } from '../cli.ts'
import { usageError } from '../errors.ts'
import { findTemplate } from '../find.ts'
import { addPaging, moreLine, type PagingOptions, readPages } from '../paging.ts'
import { table } from '../table.ts'
import { time } from '../text.ts'

export function addTemplateVersions(templates: Command, cli: Cli, show: (template: Template) => void): void {
  addPaging(
    templates
      .command('versions')
      .description('every version that was saved: when, by whom, and what it changed')
      .argument('<template>', 'name or id'),
  ).action(async (wanted: string, paging: PagingOptions) => {
    const { id } = await findTemplate(cli, wanted)
    const list = await readPages(
      paging,
      (query) => cli.client().call(routes.templates.versions, { params: { id }, query }),
      cli.out.progress,
    )
    cli.out.result(
      list,
      () =>
        table(
          ['Version', 'Saved', 'By', 'Changed'],
          list.items.map((one) => [
            String(one.version),
            time(one.savedAt),
            one.savedBy,
            one.restoredFrom === null ? one.changed.join(', ') : `version ${one.restoredFrom} restored`,
          ]),
          cli.out.width,
        ) + moreLine(list),
    )
  })

  templates
    .command('diff')
    .description('what differs between two versions, line by line')
    .argument('<template>', 'name or id')
    .argument('<from>', 'the earlier version')
    .argument('[to]', 'the later one; the newest by default')
    .action(async (wanted: string, from: string, to: string | undefined) => {
      const template = await findTemplate(cli, wanted)
      const before = await read(template.id, from)
      const after = to === undefined ? template : await read(template.id, to)
      cli.out.result({ from: before, to: after }, () => describeDifference(before.fields, after.fields))
    })

  templates
    .command('restore')
    .description('save an earlier version again, as a new one')
    .argument('<template>', 'name or id')
    .argument('<version>', 'see "templates versions"')
    .action(async (wanted: string, version: string) => {
      const template = await findTemplate(cli, wanted)
      const body = { expectedVersion: template.version }
      const params = { id: template.id, version: versionOf(version) }
      show(await cli.client().call(routes.templates.restore, { params, body }))
    })

  function read(id: string, version: string) {
    return cli.client().call(routes.templates.version, { params: { id, version: versionOf(version) } })
  }
}

function versionOf(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text)
  throw usageError(`"${text}" is no version. Give its number, as "templates versions" lists it.`)
}

export function describeDifference(before: Record<string, string>, after: Record<string, string>): string {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort()
  const parts = names.flatMap((name) => {
    const lines = lineDifference(before[name] ?? '', after[name] ?? '')
    return lines.length === 0 ? [] : [`${name}\n${lines.join('\n')}`]
  })
  return parts.length === 0 ? 'Nothing differs.' : parts.join('\n\n')
}
