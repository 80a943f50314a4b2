using PathoChain.Content;
using PathoChain.Libvips;
using PathoChain.Registry;

namespace PathoChain.Grains;

/// <summary>What clients may read of a failure: the words of errors that are made for them, and only the kind of any other, which may name files of this machine.</summary>
internal static class PublicReason
{
    public static string Of(Exception exception) => exception switch
    {
        BlockStoreException or EnvelopeException or ImageCodecException or RegistryException or ClassifierBusyException => exception.Message,
        TimeoutException or OrleansMessageRejectionException => "No answer came in time.", // Orleans' own words name machines.
        _ => $"Unexpected {exception.GetType().Name}: the server's log says what happened.",
    };
}
