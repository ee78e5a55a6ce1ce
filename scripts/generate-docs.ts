// Writes docs/configuration.md from the settings in src/config.ts. `npx node scripts/generate-docs.ts`; a test fails
// when the file is not what this would write.
import { writeFileSync } from 'node:fs'
import { settings } from '../src/config.ts'

/** The whole page. Pure. */
export function configurationPage(): string {
  const lines = Object.entries(settings).map(([name, { fallback, about }]) => {
    const value = fallback === '' ? 'empty' : `\`${fallback}\``
    return `| \`${name}\` | ${value} | ${about} |`
  })
  return `# Configuration

SEOmatic starts without any. Every setting is an environment variable; a value that cannot be used is named at the
start, with all others that are wrong. An empty value counts as not set.

| Variable | Default | What it is for |
| --- | --- | --- |
${lines.join('\n')}

The command line reads \`SEOMATIC_URL\` and \`SEOMATIC_TOKEN\` when it is not to use what \`seomatic setup\` stored.

This page is generated: change \`src/config.ts\` and run \`npx node scripts/generate-docs.ts\`.
`
}

if (import.meta.main) writeFileSync(new URL('../docs/configuration.md', import.meta.url), configurationPage())
