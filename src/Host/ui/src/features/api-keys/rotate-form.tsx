import { optionsOf, Select } from '@/components/field'
import { FormFrame } from '@/components/form'
import { useForm } from '@/components/use-form'
import { api } from '@/lib/api/client'
import type { ApiKeyRow } from '@/lib/api/types'
import type { Secret } from './keys'
import { texts } from './texts'

export const RotateForm = ({ apiKey, done }: { apiKey: ApiKeyRow; done: (secret: Secret) => void }) => {
  const t = texts.useTexts()
  const form = useForm({
    initial: { overlapDays: '7', validForDays: '90' },
    send: async ({ overlapDays, validForDays }) => {
      const { data } = await api.post('/access/api-keys/{id}/rotation', {
        path: { id: apiKey.id },
        body: { overlapDays: Number(overlapDays), validForDays: Number(validForDays) },
      })
      form.clean()
      done({ name: apiKey.name, key: data.key, expiresAt: data.expiresAt, oldUntil: data.oldUntil })
    },
  })
  return (
    <FormFrame form={form} action={t.rotate} then={t.rotateThen}>
      <p>{t.rotateText}</p>
      <Select bind={form.bind('overlapDays')} label={t.overlap} options={optionsOf(t.overlapDays)} />
      <Select bind={form.bind('validForDays')} label={t.validFor} options={optionsOf(t.days)} />
    </FormFrame>
  )
}
