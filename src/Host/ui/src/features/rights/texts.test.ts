import { expect, it } from 'vitest'
import { notices } from './texts'

it.each(['vi', 'en'] as const)('tells each age in words of its own, every part with its heading (%s)', (language) => {
  const all = Object.values(notices[language])
  expect(all).toHaveLength(4)
  for (const notice of all) {
    expect(notice.parts.length).toBe(notice.words.length)
    expect(notice.words.every((text) => text.length > 20)).toBe(true)
  }
  const sentences = all.flatMap((notice) => notice.words)
  expect(new Set(sentences).size).toBe(sentences.length)
})
