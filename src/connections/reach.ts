// How far a call gets that was not answered: name, connection, encryption. Sends nothing over it.
import { lookup } from 'node:dns/promises'
import { connect as connectTcp, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import type { Reached } from '../api/connection.ts'

type Stage = Reached['dns']

const skipped: Stage = { state: 'skipped', ms: null }

/** `limitMs`: for all stages together. Never throws; `answer` is always failed, since that is why one asks. */
export async function measureReach(url: string, limitMs: number): Promise<Reached> {
  const { hostname, port, protocol } = new URL(url)
  const host = hostname.replace(/^\[|\]$/g, '')
  const isTls = protocol === 'https:'
  const made: Reached = {
    host,
    dns: skipped,
    tcp: skipped,
    tls: skipped,
    answer: { state: 'failed', ms: null },
  }
  const until = performance.now() + limitMs
  const left = () => Math.max(1, until - performance.now())
  let socket: Socket | undefined
  try {
    made.dns = await time(() => within(lookup(host), left()))
    if (made.dns.state === 'failed') return made
    made.tcp = await time(async () => {
      socket = connectTcp({ host, port: Number(port) || (isTls ? 443 : 80) })
      await within(opened(socket, 'connect'), left())
    })
    if (made.tcp.state === 'failed' || !isTls || !socket) return made
    const open = socket
    made.tls = await time(() =>
      within(opened(connectTls({ socket: open, servername: host }), 'secureConnect'), left()),
    )
    return made
  } finally {
    socket?.destroy()
  }
}

async function time(work: () => Promise<unknown>): Promise<Stage> {
  const startedAt = performance.now()
  try {
    await work()
    return { state: 'ok', ms: Math.round(performance.now() - startedAt) }
  } catch {
    return { state: 'failed', ms: Math.round(performance.now() - startedAt) }
  }
}

function opened(socket: Socket, event: 'connect' | 'secureConnect'): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once(event, () => resolve())
    socket.once('error', reject)
    socket.once('close', () => reject(new Error('closed')))
  })
}

function within<T>(work: Promise<T>, ms: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('not in time')), ms)
    work.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}

/** "DNS ok (14 ms) · TCP ok (31 ms) · TLS ok (40 ms) · no answer" */
export function describeReach({ dns, tcp, tls }: Reached): string {
  const words = ([name, { state, ms }]: [string, Stage]) =>
    state === 'skipped' ? [] : [`${name} ${state}${ms === null ? '' : ` (${ms} ms)`}`]
  const stages: [string, Stage][] = [
    ['DNS', dns],
    ['TCP', tcp],
    ['TLS', tls],
  ]
  return [...stages.flatMap(words), 'no answer'].join(' · ')
}
