// Pages and their check, in words. Pure.
import { changedWords } from '../api/changed-words.ts'
import type { PageCheck, PagePreview } from '../api/page.ts'
import { describeGroups, describeProblems } from './problem-text.ts'
import { pairs, table } from './table.ts'
import { count, cut, many, oneLine, size, time } from './text.ts'

export function describePreview(preview: PagePreview): string {
  const { published, search } = preview
  const parts = [
    pairs([
      ['Row', preview.rowKey],
      [
        'Published',
        published
          ? `${published.status}, ${published.url ?? 'no address'}, ${time(published.publishedAt)}`
          : 'not yet',
      ],
      ['Changed in Wix', preview.edited.join(', ') || null],
      ['Left to Wix', preview.detached.join(', ') || null],
      ['Converted by', preview.convertedBy === 'wix' ? "Wix's converter" : 'SEOmatic'],
      ['Size', `${size(preview.payloadBytes)}, hash ${preview.payloadHash.slice(0, 12)}`],
    ]),
    pairs(Object.entries(preview.fields).map(([name, text]) => [name, cut(oneLine(text), 200)])),
    pairs([
      ['In a search', search.title],
      ['', search.url],
      ['', search.description],
    ]),
    preview.creates.length > 0
      ? `Would be created first: ${preview.creates.map((one) => `${one.kind} "${one.name}"`).join(', ')}`
      : '',
    preview.losses.length > 0
      ? table(
          ['Body', 'Element', 'Why it changed', 'Instead'],
          preview.losses.map((loss) => [
            `${loss.line}:${loss.column}`,
            loss.element,
            loss.message,
            loss.instead,
          ]),
        )
      : '',
    preview.problems.length > 0 ? describeProblems(preview.problems) : '',
  ]
  return parts.filter((part) => part !== '').join('\n\n')
}

export function describePageCheck(check: PageCheck, width: number): string {
  const state =
    check.state === 'running'
      ? `In progress: ${count(check.checked)} of ${count(check.pages)} pages.`
      : `${many(check.checked, 'page')} checked, ${count(check.withErrors)} with errors, ${time(check.checkedAt)}.`
  const told = [state, changedWords(check.changedSince)].filter((text) => text !== '').join(' ')
  return check.groups.length === 0 ? told : `${told}\n\n${describeGroups(check.groups, width)}`
}
