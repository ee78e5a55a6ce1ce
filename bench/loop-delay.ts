// Loaded into the product with `node --import`: says, when the process ends, how long its event loop was held up.
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { isMainThread } from 'node:worker_threads'

if (isMainThread && process.argv[1]?.endsWith('program/main.js')) {
  const delay = monitorEventLoopDelay({ resolution: 5 })
  // The start itself (loading code, migrations) is not what is measured.
  setTimeout(() => delay.enable(), 5000).unref()
  process.once('exit', () => {
    const [p99, max] = [delay.percentile(99) / 1e6, delay.max / 1e6]
    process.stdout.write(`event loop delay ${JSON.stringify({ p99, max })}\n`)
  })
}
