// The simulator as a process of its own, so that killing its user never kills it.
//   node src/simulator/main.ts --port 4010 --data DIR --rate 200 --seed 1 [--host 127.0.0.1] [--exit-with-parent]
//     [--clock-offset-file FILE]

import { parseArgs } from 'node:util'
import { startSimulator } from './index.ts'

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    host: { type: 'string', default: '127.0.0.1' },
    data: { type: 'string' },
    rate: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
    'clock-offset-file': { type: 'string' },
    'exit-with-parent': { type: 'boolean', default: false },
  },
})

const simulator = await startSimulator({
  port: Number(values.port),
  host: values.host,
  ratePerMinute: Number(values.rate),
  seed: Number(values.seed),
  ...(values.data !== undefined && { dataDir: values.data }),
  ...(values['clock-offset-file'] && { clockOffsetFile: values['clock-offset-file'] }),
})

const stop = () => void simulator.close().then(() => process.exit(0))
process.once('SIGTERM', stop)
process.once('SIGINT', stop)
if (values['exit-with-parent']) process.once('disconnect', stop)

process.stdout.write(`${JSON.stringify({ url: simulator.url })}\n`)
process.send?.({ url: simulator.url })
