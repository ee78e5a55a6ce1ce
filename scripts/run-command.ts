// A command of a step of `npm test`, and where its words go.
import { spawn } from 'node:child_process'

/** Where the words of a step go: at once to ours, or into a text that is printed when the step has ended. */
export interface Words {
  isHeld: boolean
  text: string
}

/**
 * A step that hangs must not hang whoever waits for the last line, and one that is slow must not be taken for hanging:
 * what counts is how long it said nothing. The longest file of tests takes six minutes on two busy cores.
 */
const silenceLimitMs = 25 * 60_000

export function say(words: Words, text: string): void {
  if (words.isHeld) words.text += text
  else process.stdout.write(text)
}

function isWatched({ isHeld }: Words): boolean {
  return !isHeld && process.stdout.isTTY
}

/** True when it ended with 0, and never fell silent for long. */
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
      // Whoever looks at a terminal sees what hangs, and has Ctrl-C.
      stdio: isWatched(words) ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
    })
    let heardAt = performance.now()
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => {
        heardAt = performance.now()
        say(words, text)
      })
    const limit = setInterval(() => {
      if (isWatched(words) || performance.now() - heardAt < silenceLimitMs) return
      say(words, `${command} said nothing for ${silenceLimitMs / 60_000} minutes and was stopped\n`)
      child.kill('SIGKILL')
    }, 60_000)
    child.once('error', (error) => {
      clearInterval(limit)
      say(words, `${command} could not be started: ${error.message}\n`)
      resolve(false)
    })
    child.once('exit', (code) => {
      clearInterval(limit)
      const end = () => resolve(code === 0)
      child.once('close', end)
      // Something that it started and left behind may keep its words open for ever.
      setTimeout(end, 2000)
    })
  })
}
