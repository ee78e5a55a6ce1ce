// Keeps what Node made of the source (types stripped, code compiled), so that the next start need not do it again.
// Import it first and the program dynamically, since static imports are compiled before any of them runs. Where the
// folder cannot be written, Node goes on without. Processes for templates do without on purpose: Node gives the cache
// only to who may write it, and what a template could write there, the next start would run.
import module from 'node:module'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('../node_modules/.cache/compile', import.meta.url))
// An older Node has none.
module.enableCompileCache?.(folder)
// Threads and the process of the practice site look here.
process.env.NODE_COMPILE_CACHE ??= folder
