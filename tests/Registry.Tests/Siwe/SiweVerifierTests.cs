using Microsoft.Extensions.Time.Testing;
using PathoChain.Registry.Signing;
using PathoChain.Registry.Siwe;
using PathoChain.Registry.Tests.Signing;

namespace PathoChain.Registry.Tests.Siwe;

/// <summary>What needs no contract to be asked; the node is one that cannot be reached.</summary>
public sealed class SiweVerifierTests : IDisposable
{
    // The vector with every field: issued at 15:00:00.000, not before 14:59:59.999, expires at 15:10:00.500.
    private static readonly SigningVectors.SignInVector Vector = SigningVectors.Viem.SignIns.Single(vector => vector.Fields is { Statement: not null, RequestId: not null });
    private static readonly SigningVectors.SignInVector Bare = SigningVectors.Viem.SignIns[0];
    private static readonly SiweExpectation Expected = new("pathochain.example", "https://pathochain.example/login", 31337);

    private readonly HttpClient _http = new();
    private readonly GivenNonces _nonces = new("a1B2c3D4", "another0");
    private readonly FakeTimeProvider _clock = new(Vector.Fields.IssuedAt);

    public static TheoryData<SiweCheck, string, string, long> OtherExpectations => new()
    {
        { SiweCheck.Domain, "pathochain.example:443", Expected.Uri, 31337 },
        { SiweCheck.Domain, "PATHOCHAIN.example", Expected.Uri, 31337 },
        { SiweCheck.Domain, "example", "http://other.example", 1 },
        { SiweCheck.Scheme, Expected.Domain, "http://pathochain.example/login", 1 },
        { SiweCheck.Uri, Expected.Domain, "https://pathochain.example/login/", 1 },
        { SiweCheck.ChainId, Expected.Domain, Expected.Uri, 1 },
    };

    [Fact]
    public async Task A_message_of_viem_signs_in_once()
    {
        (await VerifyAsync(Vector)).Should().BeEquivalentTo(new SiweAccepted(Vector.ToMessage(), SignedBy.Key));
        (await VerifyAsync(Vector)).Should().Match<SiweMismatch>(refused => refused.Check == SiweCheck.Nonce);
        _nonces.Unused.Should().Equal("another0");
    }

    [Theory]
    [MemberData(nameof(OtherExpectations))]
    public async Task A_message_for_elsewhere_is_refused_by_the_first_check_and_keeps_its_nonce(SiweCheck check, string domain, string uri, long chainId)
    {
        (await VerifyAsync(Vector, new(domain, uri, chainId))).Should().Match<SiweMismatch>(refused => refused.Check == check);

        _nonces.Unused.Should().HaveCount(2);
    }

    [Fact]
    public async Task A_text_that_is_no_message_is_refused_with_its_fault() =>
        (await Verifier(_nonces).VerifyAsync($"{Vector.Message}\n", SigningVectors.Bytes(Vector.Signature), Expected))
            .Should().Be(new SiweMalformed(SiweFault.Resources)).And.Match<SiweRefused>(refused => refused.Detail.Contains("Resources"));

    [Fact]
    public async Task A_nonce_that_was_not_given_out_is_refused_before_the_times_are_looked_at()
    {
        _clock.Advance(TimeSpan.FromDays(1));

        (await Verifier(new GivenNonces("A1b2C3d4")).VerifyAsync(Vector.Message, SigningVectors.Bytes(Vector.Signature), Expected))
            .Should().Match<SiweMismatch>(refused => refused.Check == SiweCheck.Nonce);
    }

    [Theory]
    [InlineData(-0.001, null)]
    [InlineData(-0.002, SiweCheck.NotBefore)]
    [InlineData(-299, SiweCheck.NotBefore)]
    [InlineData(-300.001, SiweCheck.IssuedAt)]
    [InlineData(600.499, null)]
    [InlineData(600.5, SiweCheck.ExpirationTime)]
    [InlineData(900, SiweCheck.ExpirationTime)]
    [InlineData(900.001, SiweCheck.IssuedAt)]
    public async Task A_message_counts_for_its_time_only(double secondsAfterIssue, SiweCheck? check) =>
        await ShouldBeRefusedFor(Vector, secondsAfterIssue, check);

    [Theory]
    [InlineData(-300, null)]
    [InlineData(-300.001, SiweCheck.IssuedAt)]
    [InlineData(900, null)]
    [InlineData(900.001, SiweCheck.IssuedAt)]
    public async Task A_message_without_times_of_its_own_is_taken_for_ten_minutes_and_the_tolerance(double secondsAfterIssue, SiweCheck? check) =>
        await ShouldBeRefusedFor(Bare, secondsAfterIssue, check);

    [Fact]
    public async Task The_signature_comes_last_and_a_node_that_is_down_is_no_verdict()
    {
        var other = SigningVectors.Bytes(Bare.Signature);

        await Verifier(_nonces).Invoking(v => v.VerifyAsync(Vector.Message, other, Expected)).Should().ThrowAsync<RpcUnreachableException>();

        _nonces.Unused.Should().Equal("another0");
    }

    public void Dispose() => _http.Dispose();

    private async Task ShouldBeRefusedFor(SigningVectors.SignInVector vector, double secondsAfterIssue, SiweCheck? check)
    {
        _clock.AdjustTime(vector.Fields.IssuedAt + TimeSpan.FromMilliseconds(Math.Round(secondsAfterIssue * 1000)));

        var verdict = await VerifyAsync(vector);

        ((verdict as SiweMismatch)?.Check).Should().Be(check);
        (verdict is SiweAccepted).Should().Be(check is null);
    }

    private Task<SiweVerdict> VerifyAsync(SigningVectors.SignInVector vector, SiweExpectation? expected = null) =>
        Verifier(_nonces).VerifyAsync(vector.Message, SigningVectors.Bytes(vector.Signature), expected ?? Expected);

    private SiweVerifier Verifier(ISiweNonceStore nonces) => new(
        new SignatureVerifier(new(_http, new($"http://127.0.0.1:{FreePort.Next()}"), new JsonRpcOptions { Retries = 1, RetryDelay = TimeSpan.FromMilliseconds(1) }), 31337), nonces, _clock);
}
