using System.ComponentModel.DataAnnotations;

namespace PathoChain.Content.Tests.Pinning;

public sealed class KuboOptionsTests
{
    [Theory]
    [InlineData(null, null)]
    [InlineData("http://127.0.0.1:5001", null)]
    [InlineData("http://127.0.0.1:5001/", "Bearer s3cret")]
    [InlineData("http://10.0.0.7:5001", null)]
    [InlineData("https://ipfs.example/node", "Basic dXNlcjpwYXNz")]
    public void These_are_fit(string? url, string? authorization) => Problems(url, authorization).Should().BeEmpty();

    [Theory]
    [InlineData("127.0.0.1:5001", null, "*RpcUrl is '127.0.0.1:5001', not the URL of a node*")]
    [InlineData("http://u:p@127.0.0.1:5001", null, "*not the URL of a node*")]
    [InlineData("http://127.0.0.1:5001?x=1", null, "*not the URL of a node*")]
    [InlineData("http://127.0.0.1:5001", "s3cret", "*Authorization is no scheme and secret*")]
    [InlineData("http://10.0.0.7:5001", "Bearer s3cret", "*use https, or a tunnel to this machine.")]
    [InlineData(null, "Bearer s3cret", "*set Pinning:Kubo:RpcUrl.")]
    public void These_are_refused_and_no_secret_is_shown(string? url, string? authorization, string problem) =>
        Problems(url, authorization).Should().ContainSingle().Which.Should().Match(problem).And.NotContain("s3cret");

    private static List<string> Problems(string? url, string? authorization)
    {
        var options = new KuboOptions { RpcUrl = url is null ? null : new Uri(url, UriKind.RelativeOrAbsolute), Authorization = authorization };
        return [.. options.Validate(new ValidationContext(options)).Select(result => result.ErrorMessage!)];
    }
}
