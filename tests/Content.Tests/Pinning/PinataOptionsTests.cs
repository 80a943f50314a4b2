using System.ComponentModel.DataAnnotations;

namespace PathoChain.Content.Tests.Pinning;

public sealed class PinataOptionsTests
{
    private const string Jwt = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJzaXRlIn0.c2lnbmF0dXJl";

    private static readonly Uri Gateway = new("https://site.mypinata.cloud");

    [Fact]
    public void Without_a_key_nothing_is_configured_and_nothing_wrong()
    {
        var options = new PinataOptions();
        options.IsConfigured.Should().BeFalse();
        ProblemsOf(options).Should().BeEmpty();
    }

    [Fact]
    public void A_key_and_a_gateway_are_enough_and_copies_are_private()
    {
        var options = new PinataOptions { Jwt = Jwt, Gateway = Gateway };
        options.IsConfigured.Should().BeTrue();
        options.Network.Should().Be("private");
        ProblemsOf(options).Should().BeEmpty();
    }

    [Theory]
    [InlineData("https://site.mypinata.cloud/")]
    [InlineData("http://127.0.0.1:8080")]
    [InlineData("http://localhost:8080")]
    public void A_secret_may_go_by_https_or_stay_on_this_machine(string url) =>
        ProblemsOf(new() { Jwt = Jwt, Gateway = new(url), ApiUrl = new(url), UploadUrl = new(url) }).Should().BeEmpty();

    [Theory]
    [InlineData("http://site.mypinata.cloud")]
    [InlineData("site.mypinata.cloud")]
    [InlineData("ftp://site.mypinata.cloud")]
    [InlineData("https://site.mypinata.cloud?pinataGatewayToken=x")]
    public void Any_other_place_is_refused_by_name(string url)
    {
        var place = new Uri(url, UriKind.RelativeOrAbsolute);
        ProblemsOf(new() { Jwt = Jwt, Gateway = place }).Should().ContainSingle().Which.Should().Match($"Pinning:Pinata:Gateway is '{place}': give an absolute URL by https, such as https://NAME.mypinata.cloud*");
        ProblemsOf(new() { Jwt = Jwt, Gateway = Gateway, ApiUrl = place }).Should().ContainSingle().Which.Should().Match($"Pinning:Pinata:ApiUrl is '{place}': *https://api.pinata.cloud*");
        ProblemsOf(new() { Jwt = Jwt, Gateway = Gateway, UploadUrl = place }).Should().ContainSingle().Which.Should().Match($"Pinning:Pinata:UploadUrl is '{place}': *https://uploads.pinata.cloud*");
    }

    [Fact]
    public void A_place_that_is_set_to_nothing_is_refused() =>
        ProblemsOf(new() { Jwt = Jwt, Gateway = Gateway, ApiUrl = null! }).Should().ContainSingle().Which.Should().StartWith("Pinning:Pinata:ApiUrl is ''");

    [Fact]
    public void A_key_needs_a_gateway_and_a_gateway_a_key()
    {
        ProblemsOf(new() { Jwt = Jwt }).Should().ContainSingle().Which.Should().Match("Pinning:Pinata:Jwt is given, but no gateway*set Pinning:Pinata:Gateway*");
        ProblemsOf(new() { Gateway = Gateway }).Should().ContainSingle().Which.Should().Match("Pinning:Pinata:Gateway is 'https://site.mypinata.cloud/', but no key*set Pinning:Pinata:Jwt*");
    }

    [Theory]
    [InlineData("eyJ.secret.\n")]
    [InlineData("Bearer eyJ.secret.x")]
    [InlineData("'eyJ.secret.x'")]
    public void A_key_with_something_else_in_it_is_refused_and_not_shown(string jwt) =>
        ProblemsOf(new() { Jwt = jwt, Gateway = Gateway }).Should().ContainSingle().Which.Should().StartWith("Pinning:Pinata:Jwt has characters").And.NotContain("secret");

    [Fact]
    public void Other_networks_and_quotas_are_refused_by_value()
    {
        ProblemsOf(new() { Network = "Public" }).Should().Equal("Pinning:Pinata:Network is 'Public': give private or public.");
        ProblemsOf(new() { RequestsPerMinute = 0 }).Should().ContainSingle().Which.Should().StartWith("Pinning:Pinata:RequestsPerMinute is 0, not from 1 to 6000");
        ProblemsOf(new() { RequestsPerMinute = 6001 }).Should().ContainSingle();
    }

    private static IEnumerable<string?> ProblemsOf(PinataOptions options) => options.Validate(new ValidationContext(options)).Select(problem => problem.ErrorMessage);
}
