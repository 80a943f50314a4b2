import { BusyButton } from '../../../components/busy-button'
import type { Wallet } from '../../../lib/wallet'
import styles from './wallet.module.css'

type WalletButtonProps = { wallet: Wallet; busy: boolean; onPress: () => void }

export function WalletButton({ wallet, busy, onPress }: WalletButtonProps) {
  return (
    <BusyButton busy={busy} onPress={onPress}>
      {wallet.icon && <img className={styles.icon} src={wallet.icon} alt="" />}
      Connect {wallet.name}
    </BusyButton>
  )
}
