import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { type CodeOfAddress, firstLinks, readFirstCode } from './first-code.ts'

const list: CodeOfAddress[] = [
  { path: '/projects', files: ['assets/projects.css', 'assets/projects.js'] },
  { path: '/projects/new', files: ['assets/new.js'] },
  { path: '/projects/$id', files: ['assets/project.js', 'assets/shared.js'] },
  { path: '/projects/$id', tabs: ['', 'overview'], files: ['assets/overview.js', 'assets/shared.js'] },
  { path: '/projects/$id', tabs: ['plan'], files: ['assets/plan.js'] },
  { path: '/projects/$id', tabs: ['plan'], withRow: true, files: ['assets/panel.js'] },
  { path: '/login', isOpen: true, files: ['assets/login.js'] },
]
const namedBy = (url: string) =>
  Array.from(firstLinks(list, url).matchAll(/href="\/([^"]+)"/g), ([, file]) => file)

it.each([
  ['/projects', ['api/session', 'assets/projects.css', 'assets/projects.js']],
  ['/projects?search=tea', ['api/session', 'assets/projects.css', 'assets/projects.js']],
  ['/projects/new', ['api/session', 'assets/new.js']],
  ['/projects/prj_1', ['api/session', 'assets/project.js', 'assets/shared.js', 'assets/overview.js']],
  ['/projects/prj_1?tab=plan', ['api/session', 'assets/project.js', 'assets/shared.js', 'assets/plan.js']],
  [
    '/projects/prj_1?tab=plan&row=a%2Fb',
    ['api/session', 'assets/project.js', 'assets/shared.js', 'assets/plan.js', 'assets/panel.js'],
  ],
  ['/projects/prj_1?tab=nonsense', ['api/session', 'assets/project.js', 'assets/shared.js']],
  ['/login?next=%2Fprojects', ['assets/login.js']],
  ['/nowhere', []],
  ['/projects/prj_1/more', []],
  ['//other.example/projects', []],
  ['//[', []],
])('names for %s what it shows first, each file once', (url, files) => {
  expect(namedBy(url)).toEqual(files)
})

it('fetches styles and scripts as the dashboard will ask for them', () => {
  expect(firstLinks(list, '/projects').split('\n')).toEqual([
    '<link rel="preload" as="fetch" crossorigin href="/api/session">',
    '<link rel="preload" as="style" crossorigin href="/assets/projects.css">',
    '<link rel="modulepreload" crossorigin href="/assets/projects.js">',
  ])
})

it('does without where the build has written nothing', () => {
  const folder = mkdtempSync(join(tmpdir(), 'seomatic-first-code-'))
  try {
    expect(readFirstCode(folder)).toEqual([])
    writeFileSync(join(folder, 'first-code.json'), JSON.stringify(list))
    expect(readFirstCode(folder)).toEqual(list)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
