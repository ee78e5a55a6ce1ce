import { describe, expect, it } from 'vitest'
import type { RefreshRule } from '../../api/refresh-rule.ts'
import type { Renewal } from '../../api/schedule.ts'
import { oneProject, runHere } from '../test-in-process.ts'

const renewal: Renewal = {
  changes: ['template', 'connection'],
  basis: 'basis-of-what-was-shown',
  pages: [{ rowKey: 'a', title: 'Canillo', before: null, after: '<p>Canillo</p>' }],
}
const rule: RefreshRule = {
  reaction: 'publish',
  consent: {
    creates: true,
    updates: true,
    maxPages: 100,
    heldShare: 0.2,
    by: 'Olga',
    at: '2026-01-02T03:04:05.000Z',
  },
  state: 'idle',
  cause: null,
  reason: null,
  planId: null,
  rows: 0,
  hasSource: true,
  hasSchedule: false,
}

describe('on-refresh --renew', () => {
  const renew = async (typed: string, ...more: string[]) => {
    const { asked, ...printed } = await runHere(
      ['on-refresh', 'Guide', '--renew', ...more],
      ({ path }) => {
        if (path === '/api/projects') return oneProject
        if (path === '/api/projects/prj_1/refresh-rule/renewal') return renewal
        return path === '/api/projects/prj_1/refresh-rule/renew' ? rule : undefined
      },
      typed,
    )
    return { ...printed, sent: asked.filter(({ method }) => method !== 'GET') }
  }
  const sent = [
    {
      method: 'POST',
      path: '/api/projects/prj_1/refresh-rule/renew',
      body: { basis: 'basis-of-what-was-shown' },
    },
  ]

  it('shows what changed and asks; who declines has agreed to nothing', async () => {
    const declined = await renew('n')
    expect(declined.stderr).toContain('Changed since it was agreed to: the template and the connection.')
    expect(declined.stderr).toContain('Next pages: "Canillo".')
    expect(declined.stderr).toContain('Go on with these? [y/N]')
    expect(declined).toMatchObject({ sent: [], stdout: '' })
  })

  it('agrees to what was shown, and to nothing that changed since', async () => {
    const agreed = await renew('y')
    expect(agreed.sent).toEqual(sent)
    expect(agreed.stdout).toMatch(/^On a refresh +publish$/m)
  })

  it('asks nobody with --yes, and shows it all the same', async () => {
    const agreed = await renew('', '--yes')
    expect(agreed.sent).toEqual(sent)
    expect(agreed.stderr).toContain('the template and the connection')
    expect(agreed.stderr).not.toContain('[y/N]')
  })
})
