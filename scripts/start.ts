// npm start: builds the dashboard when its sources changed since the last build, then runs the program.
import '../bin/compile-cache.mjs'
import { flushCompileCache } from 'node:module'
import { buildDashboardIfStale } from './build-dashboard.ts'

await buildDashboardIfStale()
const { main, reportStartFailure } = await import('../src/main.ts')
await main().catch(reportStartFailure)
// Now, and not at the end alone, which a killed process never sees.
flushCompileCache()
