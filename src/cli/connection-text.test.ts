import { expect, test } from 'vitest'
import type { ConnectionCheck } from '../api/connection.ts'
import { describeCheck } from './connection-text.ts'

const refused: ConnectionCheck = {
  number: 1,
  checkedAt: '2026-01-02T03:04:05.000Z',
  method: 'api_key',
  ok: false,
  site: null,
  hasAllSites: true,
  sites: [{ id: 'site-2', name: 'Other shop', url: 'https://other.example' }],
  steps: [{ id: 'site', label: 'Open the site', state: 'failed', detail: '403' }],
  permissions: [
    {
      name: 'Read Tags',
      purpose: 'List tags',
      without: 'Tags cannot be offered.',
      requiredFor: [],
      optional: false,
      state: 'granted',
      via: 'Manage Blog',
      reason: null,
      checkedAt: null,
    },
    {
      name: 'Manage Products',
      purpose: 'Create products',
      without: 'No product can be created.',
      requiredFor: ['wix/store'],
      optional: false,
      state: 'unknown',
      via: null,
      reason: 'Wix Stores is not installed, so Wix does not say.',
      checkedAt: null,
    },
  ],
  capabilities: { blog: 'yes', cms: 'unknown', stores: 'V3' },
  apps: [
    { id: 'blog', name: 'Wix Blog', state: 'yes', version: null },
    { id: 'cms', name: 'Wix CMS', state: 'unknown', version: null },
    { id: 'stores', name: 'Wix Stores', state: 'yes', version: 'V3' },
  ],
  failure: {
    code: 'WIX-SITE',
    title: 'Access denied',
    reason: 'The key does not open this site.',
    steps: ['Choose the site.', 'Copy its id.'],
    links: [],
    requestId: 'wix-7',
    reached: {
      host: 'www.wixapis.com',
      dns: { state: 'ok', ms: 4.2 },
      tcp: { state: 'ok', ms: 11 },
      tls: { state: 'failed', ms: null },
      answer: { state: 'skipped', ms: null },
    },
    retryAfterMs: null,
  },
  notes: [{ field: 'apiKey', text: 'Quotes were taken off.' }],
}

test('a check that failed says what was tried, what is missing, what to do and which sites would open', () => {
  expect(describeCheck(refused)).toBe(
    [
      'The credentials do not work.',
      '',
      'failed  Open the site: 403',
      '',
      'The site has  Wix Blog, Wix Stores (V3)',
      '',
      'Read Tags        granted through Manage Blog. List tags',
      'Manage Products  unknown. Wix Stores is not installed, so Wix does not say.',
      '',
      'API key: Quotes were taken off.',
      '',
      'Access denied (WIX-SITE)',
      'The key does not open this site.',
      '  1. Choose the site.',
      '  2. Copy its id.',
      'www.wixapis.com: dns ok after 4 ms, tcp ok after 11 ms, tls failed, answer skipped',
      'Wix request wix-7',
      '',
      'This key opens:',
      '  site-2  Other shop, https://other.example',
    ].join('\n'),
  )
})
