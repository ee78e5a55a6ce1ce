// Plain JavaScript on purpose: it has to run on whatever Node the machine has, to say what is wrong.
const major = Number(process.versions.node.split('.')[0])
if (major < 24) {
  console.error(
    [
      `SEOmatic needs Node 24; this is Node ${process.versions.node}.`,
      'On Linux (x64, arm64) and Windows (x64) "npm ci" brings it along: run "npm ci" first, without --omit=optional.',
      'Elsewhere install Node 24 from https://nodejs.org and try again.',
    ].join('\n'),
  )
  process.exit(1)
}
