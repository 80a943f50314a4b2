import { useQueryClient } from '@tanstack/react-query'

import { AttestationPanel } from '../features/attestation/components/attestation-panel'
import { imagesKey } from '../features/images/api/list-images'
import { useModels } from '../features/images/api/get-models'
import { ImageDetail } from '../features/images/components/image-detail'
import { Introduction } from '../features/images/components/introduction'
import { ReviewPanel } from '../features/review/components/review-panel'
import { SignRegistration } from '../features/wallet/components/sign-registration'
import type { ChainStatus, Model } from '../lib/types'
import type { WalletSession } from '../lib/wallet'

type ShownImageProps = {
  cid: string | null
  chain: ChainStatus | undefined
  wallet: WalletSession | null
  mayChange: boolean
  maySignOff: boolean
  /** Who is signed in. */
  account: string | null
}

/** The image that the address names, or what the page is for. */
export function ShownImage({ cid, chain, wallet, mayChange, maySignOff, account }: ShownImageProps) {
  const { data: models } = useModels()
  const client = useQueryClient()
  const rpcUrl = chain?.developmentRpcUrl ?? null
  const resetAt = chain?.resetAt ?? null

  if (cid === null) return <Introduction />
  return (
    <ImageDetail
      cid={cid}
      resetAt={resetAt}
      mayChange={mayChange}
      maySee={maySignOff}
      signing={(image) => (
        <SignRegistration
          image={image}
          session={wallet}
          rpcUrl={rpcUrl}
          resetAt={resetAt}
          relay={chain?.relay ?? false}
        />
      )}
      attesting={(result, registration) => (
        <AttestationPanel
          key={`attestation ${result.classifiedAt} ${registration.blockHash} ${registration.registrant}`}
          cid={cid}
          result={result}
          registration={registration}
          session={wallet}
          rpcUrl={rpcUrl}
          mayChange={mayChange}
        />
      )}
      reviewing={(image, result) => (
        <ReviewPanel
          key={`review ${result.classifiedAt}`}
          image={image}
          result={result}
          labels={models ? labelsOf(models) : null}
          session={wallet}
          account={account}
          rpcUrl={rpcUrl}
          maySignOff={maySignOff}
          onSignedOff={() => void client.invalidateQueries({ queryKey: imagesKey })}
        />
      )}
    />
  )
}

const labelsOf = (models: Model[]) => [
  ...new Set(models.flatMap(({ positiveLabel, negativeLabel }) => [positiveLabel, negativeLabel])),
]
