// Writes beside the built dashboard which files each address shows first, for the server to name them in its page.
import { join } from 'node:path'
import { normalizePath, type Plugin, type Rolldown } from 'vite'
import type { CodeOfAddress } from '../src/server/first-code.ts'
import { firstCode } from './src/routes/first-code.ts'

type Chunk = Rolldown.OutputChunk

export function writeFirstCode(): Plugin {
  return {
    name: 'first-code',
    apply: 'build',
    generateBundle(_, bundle) {
      const chunks = Object.values(bundle).filter((one) => one.type === 'chunk')
      const entry = chunks.find(({ isEntry }) => isEntry)!
      // These the page names in any case.
      const known = new Set(filesOf([entry], chunks))
      const list = firstCode.map(({ modules, ...address }): CodeOfAddress => {
        const own = modules.map((name) => chunkOf(name, chunks))
        return { ...address, files: filesOf(own, chunks).filter((file) => !known.has(file)) }
      })
      this.emitFile({ type: 'asset', fileName: 'first-code.json', source: JSON.stringify(list) })
    },
  }
}

function chunkOf(name: string, chunks: Chunk[]): Chunk {
  const id = normalizePath(join(import.meta.dirname, 'src/screens', name))
  const chunk =
    chunks.find((one) => one.facadeModuleId === id) ?? chunks.find((one) => one.moduleIds.includes(id))
  if (!chunk) throw new Error(`routes/first-code.ts names screens/${name}, which is not there.`)
  return chunk
}

/** With all that they import at once, and their styles; each once. */
function filesOf(from: Chunk[], chunks: Chunk[]): string[] {
  const all = new Set(from)
  // What is added while the set is walked is walked as well.
  for (const { imports } of all)
    for (const name of imports) {
      const chunk = chunks.find(({ fileName }) => fileName === name)
      if (chunk) all.add(chunk)
    }
  const styles = [...all].flatMap((one) => [...(one.viteMetadata?.importedCss ?? [])])
  return [...new Set([...styles, ...[...all].map(({ fileName }) => fileName)])]
}
