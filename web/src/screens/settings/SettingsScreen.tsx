import { useSearch } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { Page } from '../../ui/Page.tsx'
import { LinkTabs } from '../../ui/Tabs.tsx'
import classes from './Settings.module.css'

// Each tab is a screen of its own, and most visits see one.
const AccountTab = lazy(async () => ({ default: (await import('./AccountTab.tsx')).AccountTab }))
const TokensTab = lazy(async () => ({ default: (await import('./TokensTab.tsx')).TokensTab }))
const LimitsTab = lazy(async () => ({ default: (await import('./LimitsTab.tsx')).LimitsTab }))
const NoticesTab = lazy(async () => ({ default: (await import('./NoticesTab.tsx')).NoticesTab }))
const SecurityTab = lazy(async () => ({ default: (await import('./SecurityTab.tsx')).SecurityTab }))
const StorageTab = lazy(async () => ({ default: (await import('./StorageTab.tsx')).StorageTab }))
const StatusTab = lazy(async () => ({ default: (await import('./StatusTab.tsx')).StatusTab }))
const AuditTab = lazy(async () => ({ default: (await import('./AuditTab.tsx')).AuditTab }))

export function SettingsScreen() {
  const { tab = 'account' } = useSearch({ from: '/shell/settings' })
  return (
    <Page
      width="full"
      title="Settings"
      tabs={
        <LinkTabs
          label="Settings"
          active={tab}
          search={(value) => ({ tab: value })}
          tabs={[
            { value: 'account', label: 'Profile' },
            { value: 'tokens', label: 'API tokens' },
            { value: 'limits', label: 'Limits' },
            { value: 'notices', label: 'Notices' },
            { value: 'security', label: 'Security' },
            { value: 'storage', label: 'Storage' },
            { value: 'audit', label: 'Audit log' },
            { value: 'status', label: 'About' },
          ]}
        />
      }
    >
      <div className={classes.body} data-full={tab === 'audit' || undefined}>
        <Suspense fallback={null}>
          {tab === 'account' && <AccountTab />}
          {tab === 'tokens' && <TokensTab />}
          {tab === 'limits' && <LimitsTab />}
          {tab === 'notices' && <NoticesTab />}
          {tab === 'security' && <SecurityTab />}
          {tab === 'storage' && <StorageTab />}
          {tab === 'status' && <StatusTab />}
          {tab === 'audit' && <AuditTab />}
        </Suspense>
      </div>
    </Page>
  )
}
