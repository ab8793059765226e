import { api } from '@/lib/api/client'
import type { FollowUp } from '@/lib/api/types'

const path = (reference: string) => `/cases/reports/${encodeURIComponent(reference.trim())}`

/** The code travels in a header, so that it stands in no address, history or log. */
const withCode = (code: string) => ({ 'X-Follow-Up-Code': code.trim() })

export const readFollowUp = async (reference: string, code: string) => (await api.get<FollowUp>(path(reference), { headers: withCode(code) })).data

export const sendFollowUpMessage = (reference: string, code: string, text: string, key: string) =>
  api.post(`${path(reference)}/messages`, { body: { text }, headers: withCode(code), key })
