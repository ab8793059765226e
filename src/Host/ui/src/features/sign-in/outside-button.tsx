import { useMutation } from '@tanstack/react-query'
import { Button } from '@/components/button'
import { ProblemNote } from '@/components/problem-note'
import { api } from '@/lib/api/client'
import { useOutside } from '@/lib/outside-sign-in'
import { texts } from './texts'

/** Leads to the outside provider, where the platform has one. */
export const OutsideButton = ({ next }: { next: string }) => {
  const t = texts.useTexts()
  const provider = useOutside().data?.provider
  const go = useMutation({
    mutationFn: async () => (await api.post('/access/outside-sign-in', { body: { returnTo: next } })).data.address,
    onSuccess: (address) => location.assign(address),
  })
  if (!provider) return null
  return (
    <div className="stack-tight">
      {!!go.error && <ProblemNote error={go.error} />}
      <Button wide busy={go.isPending || go.isSuccess} onClick={() => go.mutate()}>
        {t.signInWith(provider)}
      </Button>
      <p className="small muted">{t.signInWithText}</p>
    </div>
  )
}
