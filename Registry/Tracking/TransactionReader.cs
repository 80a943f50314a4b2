using System.Text.Json.Nodes;

namespace PathoChain.Registry.Tracking;

/// <summary>Looks up what one node shows of a transaction.</summary>
/// <remarks>Every call throws an <see cref="RpcException"/> when the node is down, slow, or answers nonsense.</remarks>
public sealed class TransactionReader(JsonRpcClient rpc, ImageRegistryClient registry)
{
    private readonly NonceHistory _nonces = new(rpc);

    public async Task<TransactionObservation> ObserveAsync(PendingTransaction pending, CancellationToken cancellationToken = default)
    {
        // The receipt comes first: what is mined between the two reads looks pending, never unknown.
        var receipt = await registry.GetReceiptAsync(pending.Hash, cancellationToken);
        var seen = new TransactionObservation
        {
            Receipt = receipt,
            Transaction = await registry.GetTransactionAsync(pending.Hash, cancellationToken),
        };
        return seen switch
        {
            { Receipt.Status: TransactionStatus.Reverted, Transaction: { } refused } => seen with { RevertReason = await ReasonAsync(refused, receipt!, cancellationToken) },
            { Receipt: null, Transaction: null } when pending is { From: { } from, Nonce: { } nonce } => await LookForNonceAsync(seen, from, nonce, cancellationToken),
            _ => seen,
        };
    }

    /// <summary>Why a mined transaction was refused, as a repetition of its call tells; <see langword="null"/> where it does not.</summary>
    public async Task<RevertReason?> ReasonAsync(Transaction transaction, Receipt receipt, CancellationToken cancellationToken = default)
    {
        if (receipt.GasUsed >= transaction.Gas)
        {
            return new RanOutOfGas(transaction.Gas);
        }

        // On the state before its block, or after it: what stood in its way may have come in the same block.
        return await ReplayAsync(transaction, receipt.BlockNumber - 1, cancellationToken)
            ?? await ReplayAsync(transaction, receipt.BlockNumber, cancellationToken);
    }

    private async Task<TransactionObservation> LookForNonceAsync(
        TransactionObservation seen, Address from, long nonce, CancellationToken cancellationToken)
    {
        var next = await _nonces.NextAsync(from, cancellationToken);
        return seen with { NextNonce = next, NonceUsedBy = next > nonce ? await _nonces.FindUserAsync(from, nonce, cancellationToken) : null };
    }

    private async Task<RevertReason?> ReplayAsync(Transaction transaction, long block, CancellationToken cancellationToken)
    {
        var call = new JsonObject
        {
            ["from"] = transaction.From.ToString(),
            ["gas"] = Hex.Quantity(transaction.Gas),
            ["value"] = Hex.Quantity(transaction.Value),
            ["data"] = transaction.Input,
        };
        if (transaction.To is { } to)
        {
            call["to"] = to.ToString();
        }

        try
        {
            await rpc.ReadAsync("eth_call", [call, Hex.Quantity(block)], cancellationToken);
            return null;
        }
        catch (RpcErrorException error) when (error.RevertData is { } data)
        {
            return ImageRegistryAbi.DecodeRevert(data.Span);
        }
        catch (RpcException)
        {
            return null; // It is the node that refuses, for example because it no longer has the state of that block; that the transaction failed is known without it.
        }
    }
}
