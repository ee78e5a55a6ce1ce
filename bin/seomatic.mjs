#!/usr/bin/env node
// Starts the command line under Node 24, whichever Node found this file first.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const main = new URL('../src/cli/main.ts', import.meta.url)
if (Number(process.versions.node.split('.')[0]) >= 24) {
  await import(main.href)
} else {
  const local = fileURLToPath(new URL('../node_modules/.bin/node', import.meta.url))
  if (!existsSync(local)) await import('./check-node.mjs')
  const child = spawnSync(local, [fileURLToPath(main), ...process.argv.slice(2)], { stdio: 'inherit' })
  process.exit(child.status ?? 1)
}
