// Finds or installs a Chromium for the tests that need a real browser.
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

// The headless shell first: the same engine without the windows around it, a fifth less to compute for each test.
const names = [
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
]
const folders = ['/usr/bin', '/usr/local/bin', '/snap/bin', '/opt/google/chrome']
const applications = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/** The program of a browser: CHROMIUM, or one that is installed, or a fresh one. Throws with a plain reason. */
export function ensureChromium(): string {
  const given = process.env.CHROMIUM
  if (given) {
    if (existsSync(given)) return given
    throw new Error(`CHROMIUM names ${given}, which does not exist.`)
  }
  const found = find()
  if (found) return found
  const installed = install()
  if (!installed) throw new Error('Chromium was installed, but it is not where it is expected. Set CHROMIUM.')
  return installed
}

function find(): string | undefined {
  const paths = folders.flatMap((folder) => names.map((name) => join(folder, name)))
  return [...paths, ...applications].find((path) => existsSync(path))
}

/** By apt: the headless shell, or where the system has none, all of it. */
function install(): string | undefined {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    throw new Error(
      'Chromium was not found, and this is not a Debian system with root rights, so it cannot be installed here. ' +
        'Install Chromium or Chrome, or set CHROMIUM to the path of its program.',
    )
  }
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  try {
    execFileSync('apt-get', ['update', '-qq'], { stdio: 'pipe', env })
    const add = (name: string) =>
      execFileSync('apt-get', ['install', '-qq', '-y', '--no-install-recommends', name], {
        stdio: 'pipe',
        env,
      })
    try {
      add('chromium-headless-shell')
    } catch {
      add('chromium')
    }
    return find()
  } catch (error) {
    const said = String((error as { stderr?: Buffer }).stderr ?? error).trim()
    throw new Error(`apt-get could not install Chromium: ${said}\nInstall it yourself, or set CHROMIUM.`)
  }
}
