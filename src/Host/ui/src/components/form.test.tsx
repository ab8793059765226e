import { fireEvent, render, screen, waitFor } from '@testing-library/react'
import { createMemoryRouter, RouterProvider } from 'react-router'
import { expect, it } from 'vitest'
import { Problem, NoConnection } from '@/lib/api/problem'
import { Field } from './field'
import { FormFrame } from './form'
import { useForm } from './use-form'

const keys: string[] = []
let answer: () => void = () => undefined

const Sample = () => {
  const form = useForm({
    initial: { name: '' },
    validate: (values): Record<string, string> => (values.name ? {} : { name: 'Hãy nhập tên.' }),
    send: async (_, key) => {
      keys.push(key)
      answer()
    },
  })
  return (
    <FormFrame form={form} action="Gửi">
      <Field bind={form.bind('name')} label="Tên" />
    </FormFrame>
  )
}
const open = () => render(<RouterProvider router={createMemoryRouter([{ path: '/', Component: Sample }])} />)

it('shows what is wrong at the field and in a summary that leads to it', async () => {
  open()
  fireEvent.click(screen.getByRole('button', { name: 'Gửi' }))
  const link = await screen.findByRole('link', { name: 'Hãy nhập tên.' })
  const field = screen.getByLabelText('Tên')
  expect(link.getAttribute('href')).toBe(`#${field.id}`)
  expect(field.getAttribute('aria-invalid')).toBe('true')
  expect(document.getElementById(field.getAttribute('aria-describedby') ?? '')?.textContent).toContain('Hãy nhập tên.')
  expect(document.activeElement?.className).toBe('summary')
})

it('keeps its key while nothing has answered, takes a new one after a refusal or a change', async () => {
  keys.length = 0
  open()
  const press = async (times: number) => {
    fireEvent.click(screen.getByRole('button', { name: 'Gửi' }))
    await waitFor(() => expect(keys.length).toBe(times))
    await waitFor(() => expect((screen.getByRole('button', { name: 'Gửi' }) as HTMLButtonElement).disabled).toBe(false))
  }
  fireEvent.change(screen.getByLabelText('Tên'), { target: { value: 'An' } })
  answer = () => {
    throw new NoConnection()
  }
  await press(1)
  await press(2)
  expect(keys[1]).toBe(keys[0])
  answer = () => {
    throw new Problem({ type: '/problems/some-rule', title: 'Không được', status: 409 })
  }
  await press(3)
  await press(4)
  expect(keys[3]).not.toBe(keys[2])
})

it('shows a refusal with its ground and what is allowed instead', async () => {
  answer = () => {
    throw new Problem({ type: '/problems/plan-own-approval', title: 'Người lập không tự duyệt', status: 409, source: 'Nghị định 56/2017', allowed: ['Nhờ người khác duyệt'] })
  }
  open()
  fireEvent.change(screen.getByLabelText('Tên'), { target: { value: 'An' } })
  fireEvent.click(screen.getByRole('button', { name: 'Gửi' }))
  const alert = await screen.findByRole('alert')
  expect(alert.textContent).toContain('Người lập không tự duyệt')
  expect(alert.textContent).toContain('Nghị định 56/2017')
  expect(alert.textContent).toContain('Nhờ người khác duyệt')
})
