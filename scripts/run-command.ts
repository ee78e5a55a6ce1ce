// A command of a step of `npm test`, and where its words go.
import { spawn } from 'node:child_process'

/** Where the words of a step go: at once to ours, or into a text that is printed when the step has ended. */
export interface Words {
  isHeld: boolean
  text: string
}

/** A step that hangs must not hang whoever waits for the last line. */
const stepLimitMs = 60 * 60_000

export function say(words: Words, text: string): void {
  if (words.isHeld) words.text += text
  else process.stdout.write(text)
}

/** True when it ended with 0 in time. */
export function run(
  words: Words,
  command: string,
  args: string[],
  { cwd, env }: { cwd: string; env: NodeJS.ProcessEnv },
): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      env,
      stdio: words.isHeld ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
      shell: process.platform === 'win32',
    })
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => say(words, text))
    const limit = setTimeout(() => {
      say(words, `${command} did not end within ${stepLimitMs / 60_000} minutes and was stopped\n`)
      child.kill('SIGKILL')
    }, stepLimitMs)
    child.once('error', (error) => {
      clearTimeout(limit)
      say(words, `${command} could not be started: ${error.message}\n`)
      resolve(false)
    })
    child.once('exit', (code) => {
      clearTimeout(limit)
      const end = () => resolve(code === 0)
      child.once('close', end)
      // Something that it started and left behind may keep its words open for ever.
      setTimeout(end, 2000)
    })
  })
}
