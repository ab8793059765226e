const shortest = 12

/** What is wrong with a new password that was entered twice. */
export const passwordFaults = (values: { new: string; again: string }, t: { tooShort: string; notSame: string }): Record<string, string> => ({
  ...([...values.new].length < shortest ? { new: t.tooShort } : {}),
  ...(values.new === values.again ? {} : { again: t.notSame }),
})
