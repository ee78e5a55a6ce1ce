// A command in this process, with somebody at the keyboard and a server that answers what the test says.
import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import type { Project } from '../api/project.ts'
import { usualRedirects } from '../api/redirect.ts'
import { createCli } from './cli.ts'
import { createProgram } from './program.ts'
import { sendJson, startScriptedServer } from './test-cli.ts'

interface Asked {
  method: string
  /** With its query. */
  path: string
  body: unknown
}

/**
 * @param answer what the server says; undefined: it knows nothing of this; null: it goes away
 * @param typed what the person answers to a question
 */
export async function runHere(
  args: string[],
  answer: (asked: Asked) => object | null | undefined,
  typed = '',
): Promise<{ asked: Asked[]; stdout: string; stderr: string }> {
  const asked: Asked[] = []
  const server = await startScriptedServer(async (request, response) => {
    const sent = await text(request)
    const one = {
      method: request.method ?? '',
      path: request.url ?? '',
      body: sent === '' ? undefined : JSON.parse(sent),
    }
    asked.push(one)
    const said = answer(one)
    if (said === null) return void request.socket.destroy()
    if (said) return sendJson(response, said)
    sendJson(response, { error: { code: 'not_found', message: 'Not in the script.', requestId: 'r' } }, 404)
  })
  const keyboard = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => undefined })
  const screen = Object.assign(new PassThrough({ encoding: 'utf8' }), { isTTY: true })
  const printed = new PassThrough({ encoding: 'utf8' })
  const env = { SEOMATIC_URL: server.url, SEOMATIC_TOKEN: 'smt_x' }
  const cli = createCli({ env, stdin: keyboard, stdout: printed, stderr: screen })
  try {
    if (typed !== '') keyboard.write(`${typed}\r`)
    await createProgram(cli, () => undefined).parseAsync(args, { from: 'user' })
    return { asked, stdout: String(printed.read() ?? ''), stderr: String(screen.read() ?? '') }
  } finally {
    await server.close()
  }
}

const at = '2026-01-02T03:04:05.000Z'

/** The list of projects with one in it, which commands look names up in. */
export const oneProject: { items: Project[] } = {
  items: [
    {
      id: 'prj_1',
      name: 'Guide',
      destination: 'wix/blog',
      dataset: { id: 'dat_1', name: 'Places', rowCount: 3 },
      connection: { id: 'con_1', name: 'Shop', kind: 'wix', status: 'ok' },
      template: { id: 'tpl_1', name: 'Place', version: 2 },
      options: {},
      edits: 'ask',
      redirects: usualRedirects,
      published: { live: 0, drafts: 0, gone: 0 },
      missingPermissions: [],
      activeRunId: null,
      lastRunId: null,
      createdAt: at,
      updatedAt: at,
    },
  ],
}
