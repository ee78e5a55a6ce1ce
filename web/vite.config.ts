import { globSync, readFileSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig, normalizePath, type Plugin } from 'vite'
import { ZodType } from 'zod'
import { writeFirstCode } from './first-code.ts'

/** What opens in front of a page; many screens have it, few show it at once. */
const inFront =
  /@floating-ui|react-remove-scroll|\/web\/src\/ui\/Modal\.tsx|\/(?:Combobox|Popover|Select|Menu|Modal|Floating|ScrollArea|Portal)\w*\//

/** What only lists are made of: most screens are lists by now, and the others go without. */
const ofLists =
  /\/web\/src\/ui\/(?:List|list-|VirtualTable|Table(?:Head|Row)|SortSelect|FilterSelect|SearchField|CardLine|sorting|row-window|panel-place|use(?:Columns|ListAddress|Narrow|Row|Printed))|\/Icon(?:ArrowDown|ArrowUp|Bookmark|Columns3|Search|ZoomQuestion)\./

/**
 * Left alone, the bundler cuts what screens share into a hundred files of a few hundred bytes, each with headers of
 * its own. Together go what every screen needs, and what comes together in several.
 */
const groups = [
  // What the page begins with, whatever its address.
  { name: 'initial', tags: ['$initial' as const], priority: 6 },
  { name: 'framework', test: /node_modules\/(?:react|react-dom|scheduler|@tanstack)\//, priority: 5 },
  { name: 'schemas', test: /node_modules\/zod\/|\/web\/src\/ui\/(?:schemas|email-problem)\.ts/, priority: 5 },
  {
    name: 'shared',
    test: (id: string) => !inFront.test(id) && !ofLists.test(id) && !/@codemirror|@lezer/.test(id),
    minShareCount: 20,
    priority: 4,
  },
  {
    name: 'fields',
    test: /@mantine\/core\/.*\/(?:Input|InputBase|InlineInput|NativeSelect|TextInput|CloseButton|Checkbox)\/|\/to-int\.mjs/,
    minShareCount: 2,
    priority: 3,
  },
  {
    // After what forms are made of too, or forms would bring it.
    name: 'lists',
    test: (id: string) => ofLists.test(id) && !inFront.test(id),
    minShareCount: 2,
    priority: 2.5,
  },
  {
    name: 'menus',
    test: /@floating-ui|@mantine\/core\/.*\/(?:Combobox|Popover|Select)\//,
    minShareCount: 2,
    priority: 2,
  },
  {
    name: 'dialogs',
    test: /react-remove-scroll|\/web\/src\/ui\/Modal\.tsx|@mantine\/core\/.*\/Modal\w*\//,
    minShareCount: 2,
    priority: 1,
  },
  {
    name: 'parts',
    // But for what is chosen from a menu or among a few: it would bring menus to every screen.
    test: (id: string) =>
      /\/web\/src\/(?:ui|screens\/pages)\/(?!AddressesLead|PreviewFrame|SearchCards|Choice)|@tabler|@mantine\/core\/.*\/(?:Stack|Group|Progress)\//.test(
        id,
      ) && !ofLists.test(id),
    minShareCount: 12,
    priority: 0,
  },
]

/** Smaller files gain nothing. */
const leastBytes = 500

/** Writes `.br` and `.gz` beside every text file once, so that the server sends them without any work. */
function precompress(): Plugin {
  return {
    name: 'precompress',
    apply: 'build',
    async writeBundle({ dir = '' }, bundle) {
      const names = Object.keys(bundle).filter((name) => /\.(?:js|css|svg)$/.test(name))
      await Promise.all(
        names.map(async (name) => {
          const path = join(dir, name)
          const content = await readFile(path)
          if (content.length < leastBytes) return
          const params = { [constants.BROTLI_PARAM_SIZE_HINT]: content.length }
          await writeFile(`${path}.br`, await promisify(brotliCompress)(content, { params }))
          await writeFile(
            `${path}.gz`,
            await promisify(gzip)(content, { level: constants.Z_BEST_COMPRESSION }),
          )
        }),
      )
    },
  }
}

/**
 * Of an endpoint the browser needs the method and the address; the schemas of bodies and answers and what else is said
 * of it are the server's, and are left out here. Types are not concerned.
 */
function endpointsWithoutSchemas(): Plugin {
  const contract = join(import.meta.dirname, '../src/api/routes.ts')
  return {
    name: 'endpoints-without-schemas',
    async load(id) {
      if (id !== normalizePath(contract)) return null
      const { routes } = await import(pathToFileURL(contract).href)
      // There is a noun of the same name, too.
      const isFact = (name: string, value: unknown) =>
        typeof value !== 'object' && ['summary', 'role', 'reads', 'status', 'kind'].includes(name)
      const isServersOwn = (name: string, value: unknown) => value instanceof ZodType || isFact(name, value)
      const text = JSON.stringify(routes, (name, value) => (isServersOwn(name, value) ? undefined : value))
      return `export const routes = ${text}`
    },
  }
}

/**
 * What the files of the contract call their schemas. Only names that nothing else has: whatever else in the dashboard
 * were called `columns` would lose its `columns.push()`, whose answer nobody uses.
 */
function schemaNames(): string[] {
  const files = globSync('../src/api/*.ts', { cwd: import.meta.dirname })
  const schema = /^(?:export )?const (\w+Schema)\s*=\s*(?:z\b|\w+Schema\b)/gm
  return files.flatMap((file) =>
    Array.from(readFileSync(join(import.meta.dirname, file), 'utf8').matchAll(schema), ([, name]) => name!),
  )
}

// The server replaces the placeholder in index.html with the nonce of each answer, so that the styles which
// Mantine and CodeMirror add at run time are allowed by a Content-Security-Policy without 'unsafe-inline'.
export default defineConfig({
  root: import.meta.dirname,
  plugins: [endpointsWithoutSchemas(), react(), writeFirstCode(), precompress()],
  html: { cspNonce: '__CSP_NONCE__' },
  build: {
    target: 'es2023',
    outDir: 'dist',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    // The template editor, which is loaded when it is opened.
    chunkSizeWarningLimit: 700,
    // What is called on `z` or on a schema makes a schema and changes nothing else: those that no screen uses can go.
    rolldownOptions: {
      output: { codeSplitting: { groups } },
      treeshake: { manualPureFunctions: ['z', ...schemaNames()] },
    },
  },
  server: { proxy: { '/api': 'http://127.0.0.1:3000' } },
})
