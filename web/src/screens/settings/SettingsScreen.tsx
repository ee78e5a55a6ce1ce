import { useSearch } from '@tanstack/react-router'
import { Page } from '../../ui/Page.tsx'
import { LinkTabs } from '../../ui/Tabs.tsx'
import { AccountTab } from './AccountTab.tsx'
import { AuditTab } from './AuditTab.tsx'
import classes from './Settings.module.css'
import { StatusTab } from './StatusTab.tsx'
import { TokensTab } from './TokensTab.tsx'

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
            { value: 'account', label: 'Account' },
            { value: 'tokens', label: 'API tokens' },
            { value: 'status', label: 'Status' },
            { value: 'audit', label: 'Audit log' },
          ]}
        />
      }
    >
      <div className={classes.body} data-full={tab === 'audit' || undefined}>
        {tab === 'account' && <AccountTab />}
        {tab === 'tokens' && <TokensTab />}
        {tab === 'status' && <StatusTab />}
        {tab === 'audit' && <AuditTab />}
      </div>
    </Page>
  )
}
