import { unreadable } from '@/components/date-time-field'

/** What is wrong with a beginning and an end. */
export const timesOf = ({ from, until }: { from: string; until: string }, words: { required: string; badDateTime: string }, needFuture: string): Record<string, string> => {
  const fault = (value: string) => (!value ? words.required : value === unreadable ? words.badDateTime : '')
  const faults = { from: fault(from), until: fault(until) || (!fault(from) && new Date(until) <= new Date(from) ? needFuture : '') }
  return Object.fromEntries(Object.entries(faults).filter(([, words]) => words))
}
