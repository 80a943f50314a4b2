using Microsoft.Extensions.Options;
using PathoChain.Api.Hosting;
using PathoChain.Api.Problems;
using PathoChain.Registry;
using PathoChain.Registry.Signing;
using PathoChain.Registry.Siwe;

namespace PathoChain.Api.Access;

/// <summary>Decides who is signed in by a message that a wallet signed (ERC-4361).</summary>
internal sealed partial class SignIn(
    JsonRpcClient rpc, Deployment deployment, SignInNonces nonces, IOptions<AccessOptions> access, TimeProvider time, ILogger<SignIn> logger)
{
    private readonly SiweVerifier _verifier = new(new SignatureVerifier(rpc, deployment.ChainId), nonces, time);

    /// <summary>The account that a message signs in.</summary>
    /// <param name="signed">As the wallet gave it.</param>
    /// <param name="scheme">Of the address that the page was asked at.</param>
    /// <param name="host">Likewise; one that <c>AllowedHosts</c> names.</param>
    /// <param name="cancellationToken">Stops waiting for the node.</param>
    /// <exception cref="ProblemException">It is not for here, not for now, not signed by the account that it names, that may not sign in, or its contract could not be asked.</exception>
    public async Task<Address> VerifyAsync(SignedMessage signed, string scheme, HostString host, CancellationToken cancellationToken)
    {
        var signature = SignatureText.Read(signed.Signature);
        var expected = new SiweExpectation(host.ToString(), $"{scheme}://{host}", deployment.ChainId);
        var account = await AskAsync(signed.Message ?? "", signature, expected, cancellationToken) switch
        {
            SiweAccepted accepted => accepted.Message.Address,
            SiweRefused refused => throw Refused(Problem.SignInRefused, refused.Detail),
            var other => throw new InvalidOperationException($"{other} is no verdict that is known here."),
        };
        return access.Value.Allows(account.ToString())
            ? account
            : throw Refused(Problem.AccountNotAllowed, $"{account} may not sign in here: use a listed account, or have this one added to {AccessOptions.AccountsKey}.");
    }

    private async Task<SiweVerdict> AskAsync(string message, byte[] signature, SiweExpectation expected, CancellationToken cancellationToken)
    {
        try
        {
            return await _verifier.VerifyAsync(message, signature, expected, cancellationToken);
        }
        catch (RegistryException failure)
        {
            throw new ProblemException(Problem.ChainUnavailable, $"This is no signature of a key, and the account's contract could not be asked: {failure.Message}");
        }
    }

    private ProblemException Refused(Problem problem, string detail)
    {
        LogRefused(logger, detail);
        return new(problem, detail);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A sign-in was refused: {Detail}")]
    private static partial void LogRefused(ILogger logger, string detail);
}

/// <summary>Body of a sign-in.</summary>
/// <param name="Message">The text that was signed.</param>
/// <param name="Signature">0x and hex.</param>
internal sealed record SignedMessage(string? Message, string? Signature);
