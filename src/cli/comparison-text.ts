// What two converters keep of a project's pages, in words. Pure.
import type { ConverterComparison } from '../api/project.ts'
import { table } from './table.ts'
import { count, many } from './text.ts'

type Kept = ConverterComparison['totals']['ours']

export function describeComparison(
  comparison: ConverterComparison,
  { width, isPractice }: { width: number; isPractice: boolean },
): string {
  const { rows, totals, callsPerPage, pages, minutes } = comparison
  const lines = rows.map((row) =>
    row.problem === null
      ? [
          row.rowKey,
          count(row.words),
          words(row.words, row.ours),
          words(row.words, row.wix),
          count(row.calls),
        ]
      : [row.rowKey, '', '', row.problem, ''],
  )
  const figures = table(
    [
      'Row',
      { title: 'Words', align: 'right' },
      { title: 'Kept by SEOmatic', align: 'right' },
      { title: 'Kept by Wix', align: 'right' },
      { title: 'Calls', align: 'right' },
    ],
    [
      ...lines,
      ['All', count(totals.words), words(totals.words, totals.ours), words(totals.words, totals.wix), ''],
    ],
    width,
  )
  const cost = `Wix's converter needs ${callsPerPage === 1 ? 'one call' : `${callsPerPage} calls`} a page: about ${many(minutes, 'minute')} for ${many(pages, 'page')}, the first time. SEOmatic's needs none.`
  return [
    figures,
    losses('SEOmatic changes', totals.ours),
    losses("Wix's converter changes", totals.wix),
    cost,
    ...(isPractice
      ? ['The practice site has a simple converter of its own: choose by a comparison on your real Wix site.']
      : []),
  ].join('\n\n')
}

function words(of: number, kept: Kept): string {
  const share = of === 0 ? 100 : Math.floor((kept.words / of) * 1000) / 10
  return `${count(kept.words)} (${share} %)`
}

function losses(title: string, { losses: list }: Kept): string {
  if (list.length === 0) return `${title}: nothing`
  return [`${title}:`, ...list.map((loss) => `  ${count(loss.count)} x ${loss.title}`)].join('\n')
}
