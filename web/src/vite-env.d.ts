/// <reference types="vite/client" />

interface Window {
  /** Where a wallet without EIP-6963 puts its provider. */
  ethereum?: import('./lib/wallet').Provider
}
