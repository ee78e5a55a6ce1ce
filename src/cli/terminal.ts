// Questions to the person at the keyboard. They are written to stderr, so that stdout holds only results.
import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import { CliError, usageError } from './errors.ts'

export interface Terminal {
  /** Whether anyone is there to answer. */
  readonly isInteractive: boolean
  /** The trimmed answer, or `fallback` for an empty one. */
  ask(question: string, fallback?: string): Promise<string>
  /** What is typed does not appear on the screen. */
  askSecret(question: string): Promise<string>
  /** Only y or yes is a yes. `otherwise` says what to add when nobody can be asked. */
  confirm(question: string, otherwise: string): Promise<boolean>
  /** Everything another program or a file sends in. */
  readInput(): Promise<string>
  readonly input: NodeJS.ReadableStream
}

interface Keyboard extends NodeJS.ReadableStream {
  isTTY?: boolean
}

export function createTerminal(
  input: Keyboard,
  screen: NodeJS.WritableStream & { isTTY?: boolean },
): Terminal {
  const isInteractive = Boolean(input.isTTY && screen.isTTY)

  function question(text: string, isSecret: boolean): Promise<string> {
    screen.write(text)
    const silent = new Writable({ write: (_chunk, _encoding, done) => done() })
    const reader = createInterface({ input, output: isSecret ? silent : screen, terminal: true, prompt: '' })
    return new Promise((resolve, reject) => {
      reader.once('line', (line) => {
        reader.removeAllListeners('close')
        reader.close()
        if (isSecret) screen.write('\n')
        resolve(line)
      })
      reader.once('SIGINT', () => reader.close())
      reader.once('close', () => {
        screen.write('\n')
        reject(new CliError('cancelled', 'Stopped; nothing was changed.'))
      })
    })
  }

  return {
    isInteractive,
    input,
    async ask(text, fallback = '') {
      const answer = await question(fallback === '' ? `${text}: ` : `${text} [${fallback}]: `, false)
      return answer.trim() || fallback
    },
    askSecret: (text) => question(`${text}: `, true),
    async confirm(text, otherwise) {
      if (!isInteractive) throw usageError(`${text} There is no one to answer. ${otherwise}`)
      return /^y(es)?$/i.test((await question(`${text} [y/N] `, false)).trim())
    },
    async readInput() {
      const chunks: Buffer[] = []
      for await (const chunk of input) chunks.push(Buffer.from(chunk as Buffer))
      return Buffer.concat(chunks).toString('utf8')
    },
  }
}
