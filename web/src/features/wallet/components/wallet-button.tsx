import type { Wallet } from '../../../lib/wallet'
import styles from './wallet.module.css'

type WalletButtonProps = { wallet: Wallet; disabled: boolean; onClick: () => void }

export function WalletButton({ wallet, disabled, onClick }: WalletButtonProps) {
  return (
    <button type="button" disabled={disabled} onClick={onClick}>
      {wallet.icon && <img className={styles.icon} src={wallet.icon} alt="" />}
      Connect {wallet.name}
    </button>
  )
}
