// docs/cli.md lists the commands as they are; `npx vitest run --project unit src/cli/docs.test.ts -u` writes the list.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Command } from 'commander'
import { expect, test } from 'vitest'
import { createCli } from './cli.ts'
import { createProgram } from './program.ts'

const path = fileURLToPath(new URL('../../docs/cli.md', import.meta.url))
const part = /(<!-- commands: .*? -->\n)[\s\S]*(<!-- end of commands -->)/

function describe(command: Command, parents: string): string[] {
  const name = `${parents} ${command.name()}`
  if (command.commands.length > 0) {
    return [
      `### ${command.name()}`,
      '',
      `${sentence(command.description())}`,
      '',
      ...[...command.commands]
        .sort((a, b) => Math.sign(a.commands.length) - Math.sign(b.commands.length))
        .flatMap((verb) => describe(verb, name)),
      '',
    ]
  }
  const args = command.registeredArguments.map((one) =>
    one.required ? `<${one.name()}>` : `[${one.name()}]`,
  )
  const chosen = command.registeredArguments.filter((one) => one.argChoices)
  const choices = chosen.map((one) => `  * \`<${one.name()}>\` ${withChoices(one)}`)
  const options = command.options.map((option) => `  * \`${option.flags}\` ${withChoices(option)}`)
  return [`* \`${[name, ...args].join(' ')}\`: ${command.description()}`, ...choices, ...options]
}

function withChoices({ description, argChoices }: { description: string; argChoices?: string[] }): string {
  return argChoices ? `${description} (${argChoices.join(', ')})` : description
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
}

test('the page about the command line lists every command and option', async () => {
  const program = createProgram(createCli(process), () => undefined)
  const alone = program.commands.filter((command) => command.commands.length === 0)
  const nouns = program.commands.filter((command) => command.commands.length > 0)
  const lines = [
    '### Commands of their own',
    '',
    ...alone.flatMap((command) => describe(command, 'seomatic')),
    '',
    ...nouns.flatMap((noun) => describe(noun, 'seomatic')),
  ]
  const text = readFileSync(path, 'utf8')
  const truth = text.replace(part, (_, start: string, end: string) => `${start}\n${lines.join('\n')}\n${end}`)
  await expect(truth).toMatchFileSnapshot(path)
})
