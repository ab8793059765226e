import { describe, expect, it } from 'vitest'

// The compiler already holds the shapes together; this also catches empty words and words left in the other language.
const modules = import.meta.glob<Record<string, unknown>>(
  ['../features/*/texts.ts', '../features/*/*-texts.ts', '../lib/i18n/*.ts'],
  { eager: true },
)

interface Both {
  vi: object
  en: object
}
const isDictionary = (value: unknown): value is Both =>
  typeof value === 'object' && value !== null && 'vi' in value && 'en' in value && 'useTexts' in value

const flatten = (texts: object, path = ''): [string, unknown][] =>
  Object.entries(texts).flatMap(([key, value]: [string, unknown]) =>
    typeof value === 'object' && value !== null && !Array.isArray(value) ? flatten(value, `${path}${key}.`) : [[`${path}${key}`, value] as [string, unknown]],
  )

const dictionaries = Object.entries(modules).flatMap(([file, exported]) =>
  Object.values(exported)
    .filter(isDictionary)
    .map((both) => ({ file, both })),
)

describe.each(dictionaries)('$file', ({ both }) => {
  const vi = flatten(both.vi)
  const en = flatten(both.en)

  it('has the same keys in both languages', () => {
    expect(en.map(([key]) => key).sort()).toEqual(vi.map(([key]) => key).sort())
  })

  it('has no empty words', () => {
    for (const [key, value] of [...vi, ...en]) if (typeof value === 'string') expect(value.trim(), key).not.toBe('')
  })

  it('writes Vietnamese in composed form and avoids the words of the avoid list', () => {
    for (const [key, value] of vi)
      if (typeof value === 'string') {
        expect(value, key).toBe(value.normalize('NFC'))
        expect(value.toLowerCase(), key).not.toMatch(/nạn nhân|thủ phạm|cá biệt/)
      }
  })
})

it('finds the dictionaries', () => {
  expect(dictionaries.length).toBeGreaterThan(5)
})
