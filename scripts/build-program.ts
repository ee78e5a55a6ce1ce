// Puts the program's two thousand files into twenty when they changed since the last time: loading them is most of the
// work of a start, and nearly all that a process for templates does before its first page. docs/decisions/built-program.md.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { keepPlaces } from './program-places.ts'
import { hashSources, programSources } from './source-hash.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
/** Where a service may write, which keeps what Node compiled there, too. */
const cache = join(root, 'node_modules/.cache')
const folder = join(cache, 'program')
const stamp = join(folder, '.built-from')

export interface BuiltProgram {
  main: string
  simulator: string
  renderWorker: string
}

/** Absolute paths, each of a file to run with Node, once it was built. */
export const builtProgram: BuiltProgram = {
  main: join(folder, 'main.js'),
  simulator: join(folder, 'simulator-main.js'),
  renderWorker: join(folder, 'pages-render-worker.js'),
}

/** Packages that have files beside their code, and those that few ever need, which are loaded late. */
const apart = [
  '@electric-sql/pglite',
  '@node-rs/argon2',
  'pg-native',
  'pino',
  'ai',
  '@ai-sdk/anthropic',
  '@ai-sdk/openai-compatible',
  'jose',
  'mysql2',
  'nodemailer',
]

/** Four seconds where anything changed, a tenth of one otherwise. Throws where the folder cannot be written. */
export async function buildProgramIfStale(): Promise<void> {
  const sources = hashSources(root, programSources)
  if (isBuiltFrom(sources)) return
  mkdirSync(cache, { recursive: true })
  // Beside the final place: whoever runs, or starts at the same moment, never finds half of it.
  const draft = mkdtempSync(join(cache, 'program-'))
  process.stdout.write('Building the program ... ')
  const startedAt = Date.now()
  try {
    await build(draft)
    // Without it Node compiles each file once more to see that it is a module.
    writeFileSync(join(draft, 'package.json'), '{ "type": "module" }\n')
    writeFileSync(join(draft, '.built-from'), sources)
    // Several processes may be started at once, and whoever was first already runs what it built.
    if (!isBuiltFrom(sources)) replace(draft)
  } catch (error) {
    if (!isBuiltFrom(sources)) throw error
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
  process.stdout.write(`done in ${((Date.now() - startedAt) / 1000).toFixed(1)} s\n`)
}

function replace(draft: string): void {
  const old = `${draft}-old`
  if (existsSync(folder)) renameSync(folder, old)
  renameSync(draft, folder)
  rmSync(old, { recursive: true, force: true })
}

async function build(outDir: string): Promise<void> {
  const vite = await import('vite')
  await vite.build({
    root,
    configFile: false,
    envDir: false,
    publicDir: false,
    logLevel: 'warn',
    plugins: [keepPlaces(root, folder)],
    ssr: { noExternal: true, external: apart },
    build: {
      ssr: true,
      target: 'node24',
      outDir,
      // People read stacks.
      minify: false,
      rolldownOptions: {
        input: { main: join(root, 'src/main.ts') },
        output: {
          entryFileNames: '[name].js',
          chunkFileNames: '[name].js',
          // One character outside ASCII doubles what the whole file takes in memory, and slows its compiling.
          charset: 'ascii',
          comments: false,
        },
      },
    },
  })
}

function isBuiltFrom(sources: string): boolean {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === sources
}

if (import.meta.main) await buildProgramIfStale()
