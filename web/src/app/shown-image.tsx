import { AttestationPanel } from '../features/attestation/components/attestation-panel'
import { ImageDetail } from '../features/images/components/image-detail'
import { Introduction } from '../features/images/components/introduction'
import { SignRegistration } from '../features/wallet/components/sign-registration'
import type { ChainStatus } from '../lib/types'
import type { WalletSession } from '../lib/wallet'

type ShownImageProps = {
  cid: string | null
  chain: ChainStatus | undefined
  wallet: WalletSession | null
  mayChange: boolean
}

/** The image that the address names, or what the page is for. */
export function ShownImage({ cid, chain, wallet, mayChange }: ShownImageProps) {
  const rpcUrl = chain?.developmentRpcUrl ?? null
  const resetAt = chain?.resetAt ?? null

  if (cid === null) return <Introduction />
  return (
    <ImageDetail
      cid={cid}
      resetAt={resetAt}
      mayChange={mayChange}
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
    />
  )
}
