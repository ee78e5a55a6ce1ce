// npm start: builds the dashboard and the program where their sources changed since the last build, then runs them.
import '../bin/compile-cache.mjs'
import { flushCompileCache } from 'node:module'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { buildDashboardIfStale } from './build-dashboard.ts'
import { buildProgramIfStale, builtProgram } from './build-program.ts'

await buildDashboardIfStale()
// Where it cannot be written, the source does the same and takes longer to start.
const entry = await buildProgramIfStale().then(
  () => builtProgram.main,
  (error: NodeJS.ErrnoException) => {
    if (!['EACCES', 'EPERM', 'EROFS', 'ENOSPC'].includes(error.code ?? '')) throw error
    process.stdout.write(`The program runs from its source, since it could not be built: ${error.message}\n`)
    return fileURLToPath(new URL('../src/main.ts', import.meta.url))
  },
)
const program: typeof import('../src/main.ts') = await import(pathToFileURL(entry).href)
await program.main().catch(program.reportStartFailure)
// Now, and not at the end alone, which a killed process never sees.
flushCompileCache()
