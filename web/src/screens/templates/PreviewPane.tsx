// The right pane: one row with the unsaved template, as page, in search results and when shared, its problems and what
// Wix cannot show.
import '@mantine/core/styles/SegmentedControl.layer.css'
import { SegmentedControl } from '@mantine/core'
import { IconDeviceDesktop, IconDeviceMobile } from '@tabler/icons-react'
import { useState } from 'react'
import { useTickLooked } from '../../queries/sample.ts'
import { ErrorNote } from '../../ui/ErrorState.tsx'
import { numbered } from '../../ui/format.ts'
import { BlockSkeleton } from '../../ui/Skeletons.tsx'
import { LossList, ProblemList } from '../pages/Findings.tsx'
import { type Device, PreviewFrame } from '../pages/PreviewFrame.tsx'
import { SearchCards } from '../pages/SearchCards.tsx'
import { SubTabs } from '../pages/SubTabs.tsx'
import { RowPicker } from './RowPicker.tsx'
import classes from './Templates.module.css'
import type { RowPreview } from './useRowPreview.ts'

export type PreviewView = 'page' | 'search' | 'problems' | 'left-out'

interface Props {
  projectId: string
  rowKey: string | undefined
  preview: RowPreview
  view: PreviewView
  onView: (view: PreviewView) => void
  onPickRow: (rowKey: string) => void
}

export function PreviewPane({ projectId, rowKey, preview, view, onView, onPickRow }: Props) {
  const { current, mistake, isOld, error } = preview
  const [device, setDevice] = useState<Device>('desktop')
  const isFinding = view === 'problems' || view === 'left-out'
  const page = isFinding ? current : preview.page
  useTickLooked(page !== undefined)
  const otherConverter = page?.problems.find((item) => item.code === 'wix_not_asked')
  return (
    <section className={classes.preview} aria-label="Preview">
      <RowPicker
        projectId={projectId}
        rowKey={rowKey ?? current?.rowKey}
        title={current?.search.title ?? ''}
        onPick={onPickRow}
      />
      <div className={classes.previewHead}>
        <SubTabs
          label="Views of the page"
          active={view}
          onChange={onView}
          tabs={[
            { value: 'page', label: 'Page' },
            { value: 'search', label: 'Search and sharing' },
            { value: 'problems', label: numbered('Problems', current?.problems.length) },
            { value: 'left-out', label: numbered('Left out', current?.losses.length) },
          ]}
        />
        {view === 'page' && <DeviceSwitch device={device} onDevice={setDevice} />}
      </div>
      <div
        className={classes.previewBody}
        data-old={(isOld && !isFinding) || undefined}
        tabIndex={view === 'page' ? undefined : 0}
      >
        {error && (
          <ErrorNote
            title={isOld ? 'This is the last view that worked' : 'This row cannot be shown yet'}
            error={error}
            onRetry={preview.retry}
          />
        )}
        {mistake && !isFinding && (
          <p className={classes.oldView} role="status">
            This is the last view that worked. {mistake.message}
          </p>
        )}
        {page === undefined ? (
          preview.isPending && <BlockSkeleton lines={10} />
        ) : view === 'search' ? (
          <SearchCards page={page} />
        ) : view === 'problems' ? (
          <ProblemList problems={page.problems} />
        ) : view === 'left-out' ? (
          <LossList losses={page.losses} />
        ) : (
          <>
            {otherConverter && <p className={classes.oldView}>{otherConverter.message}</p>}
            <PreviewFrame title={page.search.title} html={page.html} device={device} />
          </>
        )}
      </div>
    </section>
  )
}

function DeviceSwitch({ device, onDevice }: { device: Device; onDevice: (device: Device) => void }) {
  return (
    <SegmentedControl
      className={classes.devices}
      size="xs"
      aria-label="Width of the preview"
      value={device}
      onChange={(value) => onDevice(value as Device)}
      data={[
        { value: 'desktop', label: <DeviceSign icon={IconDeviceDesktop} word="Desktop" /> },
        { value: 'phone', label: <DeviceSign icon={IconDeviceMobile} word="Phone" /> },
      ]}
    />
  )
}

function DeviceSign({ icon: Sign, word }: { icon: typeof IconDeviceDesktop; word: string }) {
  return (
    <span className={classes.device} title={word}>
      <Sign size={15} stroke={1.8} aria-hidden />
      <span className="sr-only">{word}</span>
    </span>
  )
}
