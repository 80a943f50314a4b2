import { defineChain, type Chain } from 'viem'

const devnetId = 31337

/** A chain as wallets want it described; without a node's address a wallet must know the chain already. */
export const registryChain = (chainId: number, rpcUrl: string | null): Chain =>
  defineChain({
    id: chainId,
    name: chainId === devnetId ? 'PathoChain devnet' : `Chain ${chainId}`,
    nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
    rpcUrls: { default: { http: rpcUrl === null ? [] : [rpcUrl] } },
  })
