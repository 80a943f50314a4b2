import { useIsMutating, useQueryClient } from '@tanstack/react-query'
import { ErrorBoundary } from 'react-error-boundary'

import { OfflineNotice } from '../components/offline-notice'
import { ResearchNotice } from '../components/research-notice'
import { SectionError } from '../components/section-error'
import { useChain } from '../features/chain/api/get-chain'
import { ChainNotice } from '../features/chain/components/chain-notice'
import { imagesKey } from '../features/images/api/list-images'
import { ImageList } from '../features/images/components/image-list'
import { SessionPanel } from '../features/session/components/session-panel'
import { useAccess } from '../features/session/use-access'
import { usePerson } from '../features/session/use-person'
import { UploadPanel } from '../features/upload/components/upload-panel'
import { uploadKey } from '../features/upload/use-uploads'
import { WalletPanel } from '../features/wallet/components/wallet-panel'
import { useWalletSession } from '../features/wallet/use-wallet-session'
import { useWallets } from '../features/wallet/use-wallets'
import type { Image } from '../lib/types'
import { registryChain } from '../lib/wallet'
import styles from './app.module.css'
import { ShownImage } from './shown-image'
import { useLeadToImage } from './use-lead-to-image'
import { selectCid, selectedCid, useSelectedCid } from './use-selected-cid'

/** The one page: wallet, session, upload and list beside the image that the address names. */
export function App() {
  const cid = useSelectedCid()
  const { data: chain } = useChain()
  const rpcUrl = chain?.developmentRpcUrl ?? null
  const wallets = useWallets(rpcUrl)
  const wallet = useWalletSession(wallets)
  const { open, mayChange, maySignOff, account } = useAccess()
  const person = usePerson()
  const uploads = useIsMutating({ mutationKey: uploadKey })
  const images = useQueryClient()
  const expectImage = useLeadToImage(cid)

  // May be called long after the render that it stems from, so the address is read anew.
  const show = (image: Image, alone: boolean) => {
    void images.invalidateQueries({ queryKey: imagesKey })
    if (alone || selectedCid() === null) {
      expectImage(image.cid)
      selectCid(image.cid)
    }
  }

  return (
    <>
      <header className={styles.pinned}>
        <ResearchNotice />
        <div className={styles.notice}>
          <OfflineNotice />
        </div>
      </header>
      <main>
        <h1 className={styles.title}>PathoChain</h1>
        <div className={styles.notice}>{chain && <ChainNotice chain={chain} />}</div>
        <div className={styles.page}>
          <div className={styles.input}>
            <ErrorBoundary FallbackComponent={SectionError}>
              <WalletPanel {...wallet} wallets={wallets} chain={chain ? registryChain(chain.chainId, rpcUrl) : null} />
            </ErrorBoundary>
            <ErrorBoundary FallbackComponent={SectionError}>
              <SessionPanel wallet={wallet.session} uploads={uploads} onSignedOut={person.forget} />
            </ErrorBoundary>
            {/* Stays while a session ended by itself, with what was refused for that. */}
            {(mayChange || !open) && (
              <ErrorBoundary key={person.key} FallbackComponent={SectionError}>
                <UploadPanel open={open} selected={cid} signal={person.gone} onStored={show} />
              </ErrorBoundary>
            )}
          </div>
          {open && (
            <>
              <div className={styles.detail}>
                <ErrorBoundary key={cid} FallbackComponent={SectionError}>
                  <ShownImage
                    cid={cid}
                    chain={chain}
                    wallet={wallet.session}
                    mayChange={mayChange}
                    maySignOff={maySignOff}
                    account={account}
                  />
                </ErrorBoundary>
              </div>
              <div className={styles.list}>
                <ErrorBoundary FallbackComponent={SectionError}>
                  <ImageList selected={cid} mayUpload={mayChange} />
                </ErrorBoundary>
              </div>
            </>
          )}
        </div>
      </main>
    </>
  )
}
