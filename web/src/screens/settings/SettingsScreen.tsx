import { useSearch } from '@tanstack/react-router'
import { Suspense } from 'react'
import { Page } from '../../ui/Page.tsx'
import { LinkTabs } from '../../ui/Tabs.tsx'
import classes from './Settings.module.css'
import { tabs } from './tabs.ts'

export function SettingsScreen() {
  const { tab = 'account' } = useSearch({ from: '/shell/settings' })
  const Tab = tabs[tab]
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
          <Tab />
        </Suspense>
      </div>
    </Page>
  )
}
