using System.Runtime.Versioning;
using System.Security.Cryptography;
using PathoChain.Libvips;

namespace PathoChain.Content.Tests;

[UnsupportedOSPlatform("windows")]
public sealed class SiteKeyTests : IDisposable
{
    private static readonly Cid Name = Cid.Of(CidCodec.Raw, "an envelope"u8);

    private readonly TemporaryFolder _folder = new();

    private string KeyFile => _folder.File("keys/site.key");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_new_key_is_32_bytes_that_only_the_owner_may_read()
    {
        _ = SiteKey.LoadOrCreate(KeyFile);
        File.GetUnixFileMode(KeyFile).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        new FileInfo(KeyFile).Length.Should().Be(32);
        _folder.Files().Should().ContainSingle("no temporary file stays");
    }

    [Fact]
    public void The_same_file_gives_the_same_key_and_another_file_another()
    {
        var (first, again) = (SiteKey.LoadOrCreate(KeyFile), SiteKey.LoadOrCreate(KeyFile));
        var other = SiteKey.LoadOrCreate(_folder.File("other.key"));
        again.KeyId.Should().Be(first.KeyId).And.MatchRegex("^[0-9a-f]{16}$").And.NotBe(other.KeyId);
        again.Fingerprint("pixels"u8).Should().Be(first.Fingerprint("pixels"u8)).And.NotBe(other.Fingerprint("pixels"u8));
    }

    [Fact]
    public async Task Processes_that_start_at_once_agree_on_one_key()
    {
        var keys = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => SiteKey.LoadOrCreate(KeyFile).KeyId)));
        keys.Distinct().Should().ContainSingle();
        _folder.Files().Should().ContainSingle();
    }

    [Theory]
    [InlineData(UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.OtherWrite)]
    [InlineData(UnixFileMode.UserExecute)]
    public void A_key_that_others_may_touch_is_refused(UnixFileMode more)
    {
        _ = SiteKey.LoadOrCreate(KeyFile);
        File.SetUnixFileMode(KeyFile, UnixFileMode.UserRead | UnixFileMode.UserWrite | more);
        FluentActions.Invoking(() => SiteKey.LoadOrCreate(KeyFile)).Should().Throw<SiteKeyException>().WithMessage($"*chmod 600 {KeyFile}*");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(33)]
    public void A_key_of_another_length_is_refused_and_left_alone(int length)
    {
        _ = SiteKey.LoadOrCreate(KeyFile);
        File.WriteAllBytes(KeyFile, new byte[length]);
        FluentActions.Invoking(() => SiteKey.LoadOrCreate(KeyFile)).Should().Throw<SiteKeyException>().WithMessage($"*{length} bytes*backup*");
        new FileInfo(KeyFile).Length.Should().Be(length);
    }

    [Fact]
    public void A_fingerprint_is_keyed()
    {
        var print = SiteKey.LoadOrCreate(KeyFile).Fingerprint("pixels"u8);
        print.Should().NotBe(Convert.ToBase64String(SHA256.HashData("pixels"u8)));
        Convert.FromBase64String(print).Should().HaveCount(32);
    }

    [Fact]
    public void Pixels_have_a_fingerprint_of_their_own_whatever_file_they_came_in()
    {
        var (key, other) = (SiteKey.LoadOrCreate(KeyFile), SiteKey.LoadOrCreate(_folder.File("other.key")));
        var image = new CleanImage([1, 2, 3], 1, 1, ImageFormat.Png);

        key.Fingerprint(image).Should().Be(key.Fingerprint(image with { SourceFormat = ImageFormat.Tiff }))
            .And.NotBe(key.Fingerprint(image with { Png = [1, 2, 4] }))
            .And.NotBe(key.Fingerprint(image.Png), "that is what a repeated upload is known by")
            .And.NotBe(other.Fingerprint(image));
    }

    [Fact]
    public void A_result_is_salted_by_its_site()
    {
        var (key, other) = (SiteKey.LoadOrCreate(KeyFile), SiteKey.LoadOrCreate(_folder.File("other.key")));
        var (one, another) = (Cid.Of(CidCodec.Raw, "one"u8), Cid.Of(CidCodec.Raw, "another"u8));

        var at = DateTimeOffset.UnixEpoch;

        key.ResultSalt(one, at).Should().MatchRegex("^[0-9a-f]{64}$").And.Be(SiteKey.LoadOrCreate(KeyFile).ResultSalt(one, at.ToOffset(TimeSpan.FromHours(2))))
            .And.NotBe(key.ResultSalt(another, at)).And.NotBe(key.ResultSalt(one, at.AddTicks(1))).And.NotBe(other.ResultSalt(one, at));
    }

    [Fact]
    public void A_wrapped_key_opens_for_its_image_alone()
    {
        var (key, other) = (SiteKey.LoadOrCreate(KeyFile), SiteKey.LoadOrCreate(_folder.File("other.key")));
        var dek = SHA256.HashData("an image's key"u8);
        var wrapped = key.Wrap(dek, Name);

        Unwrap(key, wrapped, Name).Should().Equal(dek);
        ShouldNotUnwrap(key, wrapped, Cid.Of(CidCodec.Raw, "another envelope"u8), "*does not belong to*");
        ShouldNotUnwrap(other, wrapped, Name, $"*'{key.KeyId}'*'{other.KeyId}'*");
        ShouldNotUnwrap(other, wrapped with { KeyId = other.KeyId }, Name, "*does not belong to*");
        ShouldNotUnwrap(key, wrapped with { Bytes = wrapped.Bytes[1..] }, Name, "*59 bytes*");
        for (var i = 0; i < wrapped.Bytes.Length; i++)
        {
            var changed = wrapped.Bytes.ToArray();
            changed[i] ^= 1;
            ShouldNotUnwrap(key, wrapped with { Bytes = changed }, Name, "*was changed*");
        }
    }

    private static byte[] Unwrap(SiteKey key, WrappedDek wrapped, Cid cid)
    {
        var dek = new byte[32];
        key.Unwrap(wrapped, cid, dek);
        return dek;
    }

    private static void ShouldNotUnwrap(SiteKey key, WrappedDek wrapped, Cid cid, string message) =>
        FluentActions.Invoking(() => Unwrap(key, wrapped, cid)).Should().Throw<EnvelopeException>().WithMessage(message);
}
