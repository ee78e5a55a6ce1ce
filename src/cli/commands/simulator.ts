// A pure command: runs a Wix on this machine until it is stopped.
import { once } from 'node:events'
import { resolve } from 'node:path'
import { type Command, InvalidArgumentError } from 'commander'
import type { Cli } from '../cli.ts'
import { CliError } from '../errors.ts'

interface SimulatorOptions {
  port: number
  host: string
  data?: string
  rate: number
  seed: number
}

export function addSimulator(program: Command, cli: Cli): void {
  program
    .command('simulator')
    .description('run a simulated Wix until Ctrl-C')
    .option('--port <number>', 'the port to listen on; 0 takes a free one', readNumber, 4010)
    .option('--host <address>', 'the address to listen on', '127.0.0.1')
    .option('--data <folder>', 'keep everything there; by default it is lost at the end')
    .option('--rate <number>', 'requests a minute for each key and site; 0 is no limit', readNumber, 200)
    .option('--seed <number>', 'determines ids and faults', readNumber, 1)
    .action(async ({ port, host, data, rate, seed }: SimulatorOptions) => {
      // Loaded here, so that the other commands start without it.
      const { startSimulator } = await import('../../simulator/index.ts')
      const simulator = await startSimulator({
        port,
        host,
        ratePerMinute: rate,
        seed,
        ...(data !== undefined && { dataDir: resolve(data) }),
      }).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'EADDRINUSE') throw error
        throw new CliError(
          'port_taken',
          `Port ${port} is taken by another program. Choose another with --port.`,
        )
      })
      cli.out.result({ url: simulator.url }, () => describe(simulator.url, data))
      await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
      await simulator.close()
    })
}

function describe(url: string, data: string | undefined): string {
  return [
    `A simulated Wix answers at ${url}. ${data ? `It keeps everything in ${data}.` : 'It forgets everything when it stops.'}`,
    '',
    `Start the server against it:  WIX_API_URL=${url} npm start`,
    `Create a site: curl -X POST ${url}/__simulator/sites -d '{"name":"My site"}'`,
    `Create an API key for it: curl -X POST ${url}/__simulator/keys -d '{"sites":["<the id of the site>"]}'`,
    '',
    'Ctrl-C stops it.',
  ].join('\n')
}

function readNumber(text: string): number {
  const value = Number(text)
  if (Number.isInteger(value) && value >= 0) return value
  throw new InvalidArgumentError('It must be a whole number, 0 or more.')
}
