// LISTEN needs a connection of its own that stays. It comes back by itself when it is cut; what was announced in
// between is lost, so every listener is told of the gap.
import type pg from 'pg'
import type { Logger } from '../logger.ts'

interface Listener {
  onPayload: (payload: string) => void
  onGap: () => void
}

const firstDelayMs = 250
const longestDelayMs = 10_000

export class PostgresListener {
  private readonly channels = new Map<string, Set<Listener>>()
  private readonly createClient: () => pg.Client
  private readonly logger: Logger
  private connection: Promise<pg.Client> | undefined
  private retry: NodeJS.Timeout | undefined
  private delayMs = firstDelayMs
  private isClosed = false

  constructor(createClient: () => pg.Client, logger: Logger) {
    this.createClient = createClient
    this.logger = logger
  }

  async listen(channel: string, onPayload: (payload: string) => void, onGap: () => void) {
    const listener = { onPayload, onGap }
    const listeners = this.channels.get(channel) ?? new Set<Listener>()
    this.channels.set(channel, listeners)
    listeners.add(listener)
    try {
      const client = await this.connect()
      await client.query(`listen ${quote(channel)}`)
    } catch (error) {
      listeners.delete(listener)
      throw error
    }
    return async () => {
      listeners.delete(listener)
      if (listeners.size > 0 || this.isClosed) return
      this.channels.delete(channel)
      const client = await this.connection?.catch(() => undefined)
      await client?.query(`unlisten ${quote(channel)}`).catch(() => {})
    }
  }

  async close(): Promise<void> {
    this.isClosed = true
    clearTimeout(this.retry)
    const client = await this.connection?.catch(() => undefined)
    client?.removeAllListeners('end')
    await client?.end().catch(() => {})
  }

  private connect(): Promise<pg.Client> {
    this.connection ??= this.open()
    return this.connection
  }

  private async open(): Promise<pg.Client> {
    const client = this.createClient()
    client.on('error', (error) => this.logger.warn({ err: error }, 'the listening connection failed'))
    client.on('notification', ({ channel, payload }) => {
      for (const { onPayload } of this.channels.get(channel) ?? []) onPayload(payload ?? '')
    })
    try {
      await client.connect()
    } catch (error) {
      this.connection = undefined
      throw error
    }
    client.once('end', () => this.reconnectLater())
    return client
  }

  private reconnectLater(): void {
    this.connection = undefined
    if (this.isClosed) return
    this.retry = setTimeout(() => {
      this.restore().catch(() => this.reconnectLater())
    }, this.delayMs)
    this.delayMs = Math.min(longestDelayMs, this.delayMs * 2)
  }

  private async restore(): Promise<void> {
    if (this.isClosed) return
    const client = await this.connect()
    for (const channel of this.channels.keys()) await client.query(`listen ${quote(channel)}`)
    this.delayMs = firstDelayMs
    this.logger.info({}, 'the listening connection is back')
    for (const listeners of this.channels.values()) for (const { onGap } of listeners) onGap()
  }
}

function quote(channel: string): string {
  return `"${channel.replaceAll('"', '""')}"`
}
