import { ErrorBoundary } from 'react-error-boundary'

import { OfflineNotice } from '../components/offline-notice'
import { ResearchNotice } from '../components/research-notice'
import { SectionError } from '../components/section-error'
import { useChain } from '../features/chain/api/get-chain'
import { ChainNotice } from '../features/chain/components/chain-notice'
import { ImageDetail } from '../features/images/components/image-detail'
import { ImageList } from '../features/images/components/image-list'
import { UploadPanel } from '../features/upload/components/upload-panel'
import { SignRegistration } from '../features/wallet/components/sign-registration'
import { WalletPanel } from '../features/wallet/components/wallet-panel'
import { registryChain } from '../features/wallet/registry-chain'
import { useWalletSession } from '../features/wallet/use-wallet-session'
import { useWallets } from '../features/wallet/use-wallets'
import styles from './app.module.css'
import { selectCid, useSelectedCid } from './use-selected-cid'

/** The one page: wallet, upload and list beside the image that the address names. */
export function App() {
  const cid = useSelectedCid()
  const { data: chain } = useChain()
  const rpcUrl = chain?.developmentRpcUrl ?? null
  const wallets = useWallets(rpcUrl)
  const wallet = useWalletSession(wallets)

  return (
    <>
      <header>
        <ResearchNotice />
        <h1 className={styles.title}>PathoChain</h1>
      </header>
      <div className={styles.notices}>
        <OfflineNotice />
        {chain && <ChainNotice chain={chain} />}
      </div>
      <main className={styles.page}>
        <div className={styles.side}>
          <ErrorBoundary FallbackComponent={SectionError}>
            <WalletPanel {...wallet} wallets={wallets} chain={chain ? registryChain(chain.chainId, rpcUrl) : null} />
          </ErrorBoundary>
          <ErrorBoundary FallbackComponent={SectionError}>
            <UploadPanel onStored={(image, alone) => (alone || cid === null) && selectCid(image.cid)} />
          </ErrorBoundary>
          <ErrorBoundary FallbackComponent={SectionError}>
            <ImageList selected={cid} />
          </ErrorBoundary>
        </div>
        <div className={styles.main}>
          {cid && (
            <ErrorBoundary key={cid} FallbackComponent={SectionError}>
              <ImageDetail
                cid={cid}
                signing={(image) => <SignRegistration image={image} session={wallet.session} rpcUrl={rpcUrl} />}
              />
            </ErrorBoundary>
          )}
        </div>
      </main>
    </>
  )
}
