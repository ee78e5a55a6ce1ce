import { createRequire } from 'node:module'
import type { NodeOriginal } from '@wix/auto_sdk_blog_draft-posts/meta'
import { describe, expect, it } from 'vitest'
import { htmlToRicos, type RicosNode } from './index.ts'
import { findViolations } from './rules.ts'

const { validateRicosDocument } = createRequire(import.meta.url)('ricos-schema/next')

describe('our node types', () => {
  it('are nodes for the types of the current API', () => {
    // Checked by the compiler: a node of ours that Wix's own types refuse does not build.
    const forWix = (nodes: RicosNode[]): NodeOriginal[] => nodes
    expect(forWix(htmlToRicos('<p>a</p>').document.nodes)).toHaveLength(1)
  })
})

describe("Wix's validator", () => {
  it('refuses what we take care never to write', () => {
    const { document } = htmlToRicos('<p>a</p>')
    const [node] = document.nodes
    const broken = { nodes: [{ type: 'BLOCKQUOTE', id: 'q', nodes: [node, node] }] }
    expect(validateRicosDocument(broken).errors).not.toEqual([])
    expect(validateRicosDocument(document).type).toBe('ok')
  })
})

describe('our own check', () => {
  it('finds each broken rule in a document from elsewhere', () => {
    const text = { type: 'TEXT', id: 'same', nodes: [], textData: { text: 'a\nb', decorations: [] } }
    const nodes = [
      text,
      {
        type: 'BULLETED_LIST',
        id: '',
        nodes: [{ type: 'LIST_ITEM', id: 'same', nodes: [] }],
        bulletedListData: {},
      },
    ] as unknown as RicosNode[]
    expect(findViolations({ nodes, metadata: { version: 1 } })).toEqual([
      'TEXT same: may not stand in the page',
      'TEXT same: holds a line end',
      'BULLETED_LIST : has no id',
      'LIST_ITEM same: shares its id with another node',
      'LIST_ITEM same: is empty',
      'LIST_ITEM same: does not start with a paragraph',
    ])
  })
})
