using PathoChain.Content;
using PathoChain.Inference;
using PathoChain.Libvips;
using PathoChain.Registry;

namespace PathoChain.Grains;

/// <summary>What clients may read of a failure: the words of errors that are made for them, and only the kind of any other, which may name files of this machine.</summary>
internal static class PublicReason
{
    public static string Of(Exception exception) => exception switch
    {
        BlockStoreException or PinningException or EnvelopeException or ImageCodecException or RegistryException or ClassifierBusyException => exception.Message,
        ModelException => "Not every silo serves the same models, as while one is withdrawn: the image is classified once all of them do.",
        TimeoutException or OrleansMessageRejectionException => "No answer came in time.", // Orleans' own words name machines.
        _ => $"Unexpected {exception.GetType().Name}: the server's log says what happened.",
    };
}
