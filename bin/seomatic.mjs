#!/usr/bin/env node
// Starts the command line under Node 24, whichever Node found this file first.
import './compile-cache.mjs'
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const main = new URL('../src/cli/main.ts', import.meta.url)
if (Number(process.versions.node.split('.')[0]) >= 24) {
  await import(main.href)
} else {
  const local = fileURLToPath(new URL('../node_modules/.bin/node', import.meta.url))
  if (!existsSync(local)) await import('./check-node.mjs')
  const child = spawn(local, [fileURLToPath(main), ...process.argv.slice(2)], { stdio: 'inherit' })
  // Ctrl-C reaches the child from the terminal by itself; we only have to stay until it has said its last word.
  process.on('SIGINT', () => undefined)
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('error', (error) => {
    console.error(`Node 24 could not be started from ${local}: ${error.message}. Run "npm ci" again.`)
    process.exit(1)
  })
  child.on('exit', (code) => process.exit(code ?? 1))
}
