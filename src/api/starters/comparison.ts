// A page that sets two things side by side; each row holds both.
import { comparisonTable, questionsSection } from '../page-parts.ts'
import { pairedColumns } from '../template-blocks.ts'
import { joined, type Starter } from './starter-page.ts'

const parts = [
  {
    id: 'left',
    label: 'The first',
    names: [
      'namea',
      'name1',
      'a',
      'left',
      'first',
      'producta',
      'product1',
      'optiona',
      'option1',
      'itema',
      'item1',
      'toola',
      'tool1',
    ],
    isNeeded: true,
  },
  {
    id: 'right',
    label: 'The second',
    names: [
      'nameb',
      'name2',
      'b',
      'right',
      'second',
      'productb',
      'product2',
      'optionb',
      'option2',
      'itemb',
      'item2',
      'toolb',
      'tool2',
    ],
    isNeeded: true,
  },
  { id: 'category', label: 'Category', names: ['category', 'type', 'kind', 'group'] },
  {
    id: 'summary',
    label: 'Summary',
    names: ['summary', 'description', 'intro', 'about', 'text'],
    holds: 'long',
  },
  { id: 'verdict', label: 'Verdict', names: ['verdict', 'winner', 'conclusion', 'recommendation', 'better'] },
  { id: 'picture', label: 'Picture', names: ['image', 'photo', 'picture', 'cover'], holds: 'picture' },
] as const satisfies Starter['parts']

export const comparison: Starter = {
  id: 'comparison',
  name: 'Comparison',
  text: 'Two things side by side, for tables whose rows hold both: price_a and price_b.',
  parts,
  write(page) {
    const { out, when, dataset } = page
    const both = `${out('left')} vs ${out('right')}`
    const names = [page.column('left'), page.column('right')]
    const pairs = pairedColumns(dataset.columns).filter(({ left }) => !names.includes(left))
    const heads = { left: out('left'), right: out('right') }
    const questions = [
      ...page.question('verdict', `Which is better, ${out('left')} or ${out('right')}?`, `${out('verdict')}`),
      ...page.question(
        'summary',
        `What is the difference between ${out('left')} and ${out('right')}?`,
        out('summary', summaryFilter(page.column('summary'), dataset)),
      ),
    ]
    return {
      title: `${both}${when('category', `: ${out('category')} compared`)}`,
      body: joined([
        `<p>${out('left')} or ${out('right')}? Here is what they have in common and where they differ.</p>`,
        page.section('summary', ''),
        comparisonTable(heads, pairs, 'Side by side'),
        page.section('verdict', 'Our verdict'),
        questionsSection(questions, 'Questions and answers'),
      ]),
      excerpt: `${both}: what they have in common and where they differ.`,
      seoTitle: `${both}: which one to choose`,
      seoDescription: `${out('left')} or ${out('right')}? Both side by side: what they have in common, where they differ and which one to choose.`,
      structured: '',
    }
  },
}

function summaryFilter(
  column: string,
  { columns }: { columns: readonly { name: string; type: string }[] },
): string {
  return columns.find(({ name }) => name === column)?.type === 'html' ? ' | strip_html' : ''
}
