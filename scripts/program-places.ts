// In the built program `import.meta.url` is where a built file lies. This leads every path that a file of `src` names
// from its own place to what it meant: to the source, where something is read; to a built file of its own, where
// something runs as a process or a thread.
import { join, posix, relative } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Plugin } from 'vite'

const place = /new URL\(\s*'([^']+)',\s*import\.meta\.url,?\s*\)/g
/** Packages are found from there as they are from `src`. */
const packages = /createRequire\(import\.meta\.url\)/g

/**
 * @param root of the checkout, with `src`
 * @param folder of the built files, in the end; all of them lie right in it
 */
export function keepPlaces(root: string, folder: string): Plugin {
  const src = slashed(join(root, 'src/'))
  const up = slashed(relative(folder, root))
  return {
    name: 'keep-places',
    enforce: 'pre',
    transform(code, id) {
      if (!id.startsWith(src) || !code.includes('import.meta.url')) return null
      if (code.replace(place, '').replace(packages, '').includes('import.meta.url')) {
        this.error(
          `${relative(root, id)}: write new URL('path', import.meta.url); where else it leads, the build cannot tell`,
        )
      }
      return code.replace(place, (_, path: string) => {
        const target = new URL(path, pathToFileURL(id))
        const fromRoot = slashed(relative(root, fileURLToPath(target)))
        const isFolder = target.pathname.endsWith('/')
        if (!fromRoot.endsWith('.ts')) return urlOf(posix.join(up, fromRoot, isFolder ? '/' : ''))
        const fileName = fromRoot
          .replace(/^src\//, '')
          .replaceAll('/', '-')
          .replace(/\.ts$/, '.js')
        this.emitFile({ type: 'chunk', id: fileURLToPath(target), fileName })
        return urlOf(`./${fileName}`)
      })
    },
  }
}

function urlOf(path: string): string {
  return `new URL(${JSON.stringify(path)}, import.meta.url)`
}

function slashed(path: string): string {
  return path.replaceAll('\\', '/')
}
