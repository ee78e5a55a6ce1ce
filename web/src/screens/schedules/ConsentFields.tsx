import { Checkbox, TextInput } from '@mantine/core'
import { Choice } from '../../ui/Choice.tsx'
import classes from './Form.module.css'
import type { FieldsProps } from './rule-draft.ts'

/** What a slot may do without anybody looking, when it stops, and who keeps the dates. */
export function ConsentFields({ draft, errors, set, offersWix }: FieldsProps & { offersWix: boolean }) {
  return (
    <>
      <p className={classes.quiet}>
        New pages leave by themselves. Removing pages and overwriting what somebody edited in Wix always wait
        for you. Change the template, the settings or the site, and the schedule shows you five pages and asks
        again.
      </p>
      <Checkbox
        label="Also update pages whose data or text changed"
        checked={draft.updates}
        onChange={(event) => set({ updates: event.currentTarget.checked })}
      />
      <div className={classes.inline}>
        <TextInput
          label="At most, in one slot"
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          description="Blank: as many as are dated."
          inputMode="numeric"
          w={170}
          placeholder="No limit"
          value={draft.maxPerSlot}
          error={errors.maxPerSlot}
          onChange={(event) => set({ maxPerSlot: event.currentTarget.value })}
        />
        <TextInput
          label="Stop and ask when more than"
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          description="of a slot’s pages cannot go."
          inputMode="numeric"
          w={190}
          rightSection="%"
          value={draft.heldPercent}
          error={errors.heldPercent}
          onChange={(event) => set({ heldPercent: event.currentTarget.value })}
        />
      </div>
      {offersWix && (
        <>
          <Choice
            label="Who keeps the dates"
            value={draft.keeper}
            onChange={(keeper) => set({ keeper: keeper })}
            choices={[
              { value: 'us', label: 'This server' },
              { value: 'wix', label: 'Wix' },
            ]}
          />
          <p className={classes.quiet}>
            {draft.keeper === 'us'
              ? 'Pages go out when their time comes, so this server has to be running then.'
              : 'Posts are made ahead as scheduled posts, so they go out even while this server is off.'}
          </p>
          {draft.keeper === 'wix' && (
            <TextInput
              label="Days ahead"
              inputMode="numeric"
              w={110}
              value={draft.horizonDays}
              error={errors.horizonDays}
              onChange={(event) => set({ horizonDays: event.currentTarget.value })}
            />
          )}
        </>
      )}
    </>
  )
}
