namespace PathoChain.Registry;

/// <summary>Reads a <c>Registered</c> event from a log that a node sent, and trusts none of its fields to be what was asked for.</summary>
internal static class RegisteredLog
{
    private const int Topics = 3;

    /// <summary>Whether a log of any transaction is a <c>Registered</c> event of this contract.</summary>
    public static bool IsOf(Deployment deployment, RpcValue log) =>
        log["address"].AsAddress() == deployment.Address && log["topics"].AsArray() is [var topic, ..] && topic.AsHash() == deployment.Topic;

    /// <exception cref="RpcInvalidResponseException">The log is of another contract, event or block, or is malformed.</exception>
    public static RegisteredEvent Read(RpcValue log, Deployment deployment, long from, long to)
    {
        var address = log["address"].AsAddress();
        Require(address == deployment.Address, log, $"is of contract {address}, not {deployment.Address}");

        var topics = log["topics"].AsArray();
        Require(topics.Count == Topics && topics[0].AsHash() == deployment.Topic, log, "is of another event than Registered");
        Require(log["data"].AsData().Length == 0, log, "has data, which Registered has not");

        var block = log["blockNumber"].AsQuantity();
        Require(block >= from && block <= to, log, $"is of block {block}, outside {from} to {to}");
        Require(ImageRegistryAbi.TryReadAddress(topics[2].AsHash().ToBytes(), out var registrant), log, "names no address as registrant");

        return new(topics[1].AsHash(), registrant, log["transactionHash"].AsHash(), block, log["blockHash"].AsHash(), log["logIndex"].AsQuantity());
    }

    private static void Require(bool condition, RpcValue log, string problem)
    {
        if (!condition)
        {
            throw new RpcInvalidResponseException($"{log.Path} {problem}.");
        }
    }
}
