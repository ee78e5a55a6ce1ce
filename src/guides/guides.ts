// The pages of `docs/`, read when they are first asked for.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Guide, GuideHit, GuideList, GuideSummary } from '../api/guide.ts'
import { AppError } from '../errors.ts'
import { renderGuide, sectionsOf } from './render-guide.ts'
import { type Section, searchGuides } from './search-guides.ts'

export interface Guides {
  list(): GuideList
  /** Fails with `not_found`. */
  get(id: string): Guide
  search(text: string): GuideHit[]
  /** A picture in PNG. Fails with `not_found`. */
  picture(name: string): Buffer
}

/** Groups that are for people who use or run it; others speak to those who work on it. */
const groupLine = /^For those who (use|run) it:$/
const itemLine = /^\* \[([^\]]+)\]\(([\w-]+)\.md\)(?:: (.+))?$/
const groupTitles: Record<string, string> = { use: 'Using SEOmatic', run: 'Running it' }

/** @param folder with a `README.md` that lists the pages */
export function createGuides(folder: string): Guides {
  let known: { list: GuideList; pages: Map<string, { summary: GuideSummary; source: string }> } | undefined
  let sections: Section[] | undefined

  function read() {
    if (known) return known
    const list = { groups: readGroups(readFileSync(join(folder, 'README.md'), 'utf8')) }
    const summaries = list.groups.flatMap(({ items }) => items)
    const pages = new Map(
      summaries.map((summary) => [
        summary.id,
        { summary, source: readFileSync(join(folder, `${summary.id}.md`), 'utf8') },
      ]),
    )
    known = { list, pages }
    return known
  }

  function readSections(): Section[] {
    sections ??= [...read().pages.values()].flatMap(({ summary: { id, title }, source }) =>
      sectionsOf(source).map(({ anchor, title: heading, text }) => ({
        guide: id,
        title,
        heading,
        anchor,
        text,
      })),
    )
    return sections
  }

  return {
    list: () => read().list,
    get(id) {
      const page = read().pages.get(id)
      if (!page) throw new AppError('not_found', 'There is no such guide. The list of guides has all.')
      const { summary, source } = page
      return { ...summary, markdown: source, ...renderGuide(source, (name) => read().pages.has(name)) }
    },
    search: (text) => searchGuides(readSections(), text),
    picture(name) {
      if (/^[\w-]+\.png$/.test(name)) {
        try {
          return readFileSync(join(folder, 'screenshots', name))
        } catch {
          // Said below, as for a name that no picture has.
        }
      }
      throw new AppError('not_found', 'There is no such picture.')
    },
  }
}

/** What the README of the documentation lists, group by group. Pure. */
export function readGroups(readme: string): GuideList['groups'] {
  const groups: GuideList['groups'] = []
  let items: GuideSummary[] | null = null
  for (const line of readme.split('\n')) {
    const group = groupLine.exec(line)?.[1]
    if (group !== undefined) {
      items = []
      groups.push({ title: groupTitles[group]!, items })
    } else if (line.startsWith('For those')) items = null
    const [, title, id, text = ''] = itemLine.exec(line) ?? []
    if (items && title && id) items.push({ id, title, text: capital(text.replaceAll('`', '')) })
  }
  return groups
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
