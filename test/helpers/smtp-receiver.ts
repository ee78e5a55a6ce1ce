// A mail server that takes, refuses or leaves hanging what the test says.
import type { AddressInfo } from 'node:net'
import { createServer, type Socket } from 'node:net'
import { SMTPServer } from 'smtp-server'

export interface ReceivedMail {
  from: string
  to: string[]
  /** As it came, headers and all. */
  raw: string
}

export interface SmtpBehaviour {
  /** `tls`: from the start, with a certificate of its own making. `starttls`: offered. */
  security?: 'tls' | 'starttls' | 'none'
  /** Asks for a login, and takes this one alone. */
  login?: { user: string; password: string }
}

export interface SmtpReceiver {
  port: number
  /** `127.0.0.1:port`, as FETCH_ALLOWED_HOSTS names it. */
  host: string
  received: ReceivedMail[]
  /** What is refused, and with which code; may be changed at any time. */
  refuse: { sender?: number; recipient?: string; message?: number }
  /** Never answers the end of a message while true. */
  isHanging: boolean
  close(): Promise<void>
}

export async function startSmtpReceiver({
  security = 'none',
  login,
}: SmtpBehaviour = {}): Promise<SmtpReceiver> {
  const refusal = (code: number, words: string) => Object.assign(new Error(words), { responseCode: code })
  const server = new SMTPServer({
    secure: security === 'tls',
    hideSTARTTLS: security !== 'starttls',
    authOptional: login === undefined,
    disabledCommands: [...(login ? [] : ['AUTH']), ...(security === 'starttls' ? [] : ['STARTTLS'])],
    allowInsecureAuth: true,
    logger: false,
    onAuth({ username, password }, _session, done) {
      if (username === login?.user && password === login?.password) done(null, { user: username })
      else done(refusal(535, 'Username and password not accepted'))
    },
    onMailFrom(_address, _session, done) {
      const { sender } = receiver.refuse
      done(sender ? refusal(sender, 'Sender address not owned by user') : null)
    },
    onRcptTo({ address }, _session, done) {
      done(address === receiver.refuse.recipient ? refusal(550, `No such user ${address}`) : null)
    },
    onData(stream, { envelope }, done) {
      let raw = ''
      stream.on('data', (part: Buffer) => {
        raw += part.toString('utf8')
      })
      stream.on('end', () => {
        if (receiver.isHanging) return
        const { message } = receiver.refuse
        if (message) return done(refusal(message, 'Try again later'))
        const from = envelope.mailFrom ? envelope.mailFrom.address : ''
        receiver.received.push({ from, to: envelope.rcptTo.map(({ address }) => address), raw })
        done(null)
      })
    },
  })
  server.on('error', () => undefined)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  const { port } = server.server.address() as AddressInfo
  const receiver: SmtpReceiver = {
    port,
    host: `127.0.0.1:${port}`,
    received: [],
    refuse: {},
    isHanging: false,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
  return receiver
}

/** A server that takes connections and says nothing, or something that is no greeting. */
export async function startSilentServer(greeting: string | null): Promise<{ port: number; close(): void }> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    if (greeting !== null) socket.write(greeting)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  return {
    port: (server.address() as AddressInfo).port,
    close() {
      for (const socket of sockets) socket.destroy()
      server.close()
    },
  }
}
