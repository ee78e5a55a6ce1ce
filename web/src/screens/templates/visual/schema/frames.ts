// Conditions and loops as frames around blocks, list items or table rows, and source in the same three places.
import { Node } from '@tiptap/core'
import { branchView, sourceView } from './block-views.ts'
import { gaps, kept } from './kept.ts'
import type { VisualContext } from './views.ts'

interface Place {
  frame: string
  branch: string
  source: string
  /** The group that blocks have; items and rows are named by what holds them. */
  group: string
  content: string
}

const places: Place[] = [
  { frame: 'frame', branch: 'branch', source: 'sourceBlock', group: 'block', content: 'block+' },
  {
    frame: 'itemFrame',
    branch: 'itemBranch',
    source: 'itemCode',
    group: '',
    content: '(listItem | itemFrame | itemCode)*',
  },
  {
    frame: 'rowFrame',
    branch: 'rowBranch',
    source: 'rowCode',
    group: '',
    content: '(tableRow | rowFrame | rowCode)*',
  },
]

export function frameNodes(context: VisualContext) {
  return places.flatMap(({ frame, branch, source, group, content }) => [
    Node.create({
      name: frame,
      group,
      content: `${branch}+`,
      defining: true,
      isolating: true,
      allowGapCursor: false,
      addAttributes: () => kept('head', 'close', ...gaps),
      renderHTML: () => ['div', { class: 'visual-frame' }, 0],
    }),
    Node.create({
      name: branch,
      content,
      isolating: true,
      allowGapCursor: content === 'block+',
      addAttributes: () => kept('tag', 'gap'),
      renderHTML: () => ['div', { class: 'visual-branch' }, 0],
      addNodeView: () => branchView(context),
    }),
    Node.create({
      name: source,
      group,
      atom: true,
      addAttributes: () => kept('source', ...gaps),
      renderHTML: ({ node }) => ['pre', { class: 'visual-source' }, String(node.attrs.source)],
      addNodeView: () => sourceView(context),
    }),
  ])
}
