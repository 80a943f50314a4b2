using System.Globalization;
using PathoChain.Registry.Siwe;

namespace PathoChain.Registry.Tests.Siwe;

public sealed class Rfc3339Tests
{
    // The first three are examples of RFC 3339, section 5.8.
    [Theory]
    [InlineData("1985-04-12T23:20:50.52Z", "1985-04-12 23:20:50.5200000")]
    [InlineData("1996-12-19T16:39:57-08:00", "1996-12-20 00:39:57.0000000")]
    [InlineData("1937-01-01T12:00:27.87+00:20", "1937-01-01 11:40:27.8700000")]
    [InlineData("2024-02-29T23:59:59Z", "2024-02-29 23:59:59.0000000")]
    [InlineData("2026-11-24T15:00:00.123456789012Z", "2026-11-24 15:00:00.1234567")]
    [InlineData("2026-11-24T15:00:00-00:00", "2026-11-24 15:00:00.0000000")]
    public void A_time_is_read(string text, string utc)
    {
        Rfc3339.TryRead(text, out var time).Should().BeTrue();
        time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.fffffff", CultureInfo.InvariantCulture).Should().Be(utc);
    }

    // The second is an example of RFC 3339 too: a leap second.
    [Theory]
    [InlineData("")]
    [InlineData("1990-12-31T23:59:60Z")]
    [InlineData("2023-02-29T00:00:00Z")]
    [InlineData("2026-13-01T00:00:00Z")]
    [InlineData("2026-00-01T00:00:00Z")]
    [InlineData("0000-01-01T00:00:00Z")]
    [InlineData("2026-11-24T24:00:00Z")]
    [InlineData("2026-11-24T15:60:00Z")]
    [InlineData("2026-11-24t15:00:00z")]
    [InlineData("2026-11-24 15:00:00Z")]
    [InlineData("2026-11-24T15:00Z")]
    [InlineData("2026-11-24T15:00:00")]
    [InlineData("2026-11-24T15:00:00.Z")]
    [InlineData("2026-11-24T15:00:00,5Z")]
    [InlineData("2026-11-24T15:00:00+0100")]
    [InlineData("2026-11-24T15:00:00+01:60")]
    [InlineData("2026-11-24T15:00:00+15:00")]
    [InlineData("2026-11-24")]
    [InlineData("26-11-24T15:00:00Z")]
    [InlineData("2026-11-24T15:00:00Z\n")]
    [InlineData(" 2026-11-24T15:00:00Z")]
    [InlineData("٢٠٢٦-11-24T15:00:00Z")]
    [InlineData("0001-01-01T00:00:00+14:00")]
    [InlineData("9999-12-31T23:59:59-14:00")]
    [InlineData("Tue, 24 Nov 2026 15:00:00 GMT")]
    [InlineData("NaN")]
    public void Anything_else_is_no_time(string text) => Rfc3339.TryRead(text, out _).Should().BeFalse();

    [Fact]
    public void A_time_is_written_as_JavaScript_does() =>
        Rfc3339.Write(new(2026, 11, 24, 16, 0, 0, 5, TimeSpan.FromHours(1))).Should().Be("2026-11-24T15:00:00.005Z");
}
